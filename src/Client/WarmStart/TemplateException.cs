namespace GuestCtl.WarmStart;

/// <summary>A template cannot be made or used. Never the end of a launch: it boots instead, and logs this.</summary>
internal sealed class TemplateException(string message, Exception? inner = null) : Exception(message, inner);
