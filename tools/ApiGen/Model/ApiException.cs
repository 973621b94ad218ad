namespace GuestCtl.ApiGen.Model;

/// <summary>The API description breaks a rule. The message says where and which.</summary>
internal sealed class ApiException(string message) : Exception(message);
