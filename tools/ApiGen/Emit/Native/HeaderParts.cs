using System.Text.RegularExpressions;

namespace GuestCtl.ApiGen.Emit.Native;

/// <summary>The part of guestfs.h that is about handles, errors and events, not about single functions.</summary>
internal static partial class HeaderParts
{
    public const string Beginning = """
        #include <stdarg.h>
        #include <stddef.h>
        #include <stdint.h>

        #ifdef __cplusplus
        extern "C" {
        #endif

        #if defined(__GNUC__)
        #define GUESTFS_DLL_PUBLIC __attribute__((visibility("default")))
        #define GUESTFS_NORETURN __attribute__((noreturn))
        #else
        #define GUESTFS_DLL_PUBLIC
        #define GUESTFS_NORETURN
        #endif

        /* Define GUESTFS_NO_WARN_DEPRECATED to hear nothing of functions that have been replaced. */
        #if defined(__GNUC__) && !defined(GUESTFS_NO_WARN_DEPRECATED)
        #define GUESTFS_DEPRECATED_NO_REPLACEMENT __attribute__((__deprecated__))
        #define GUESTFS_DEPRECATED_REPLACED_BY(name) __attribute__((__deprecated__("use guestfs_" name " instead")))
        #else
        #define GUESTFS_DEPRECATED_NO_REPLACEMENT
        #define GUESTFS_DEPRECATED_REPLACED_BY(name)
        #endif

        #ifndef GUESTFS_TYPEDEF_H
        #define GUESTFS_TYPEDEF_H 1
        typedef struct guestfs_h guestfs_h;
        #endif

        /* Handles. */
        #define GUESTFS_CREATE_NO_ENVIRONMENT (1 << 0)
        #define GUESTFS_CREATE_NO_CLOSE_ON_EXIT (1 << 1)
        extern GUESTFS_DLL_PUBLIC guestfs_h *guestfs_create(void);
        extern GUESTFS_DLL_PUBLIC guestfs_h *guestfs_create_flags(unsigned flags, ...);
        extern GUESTFS_DLL_PUBLIC void guestfs_close(guestfs_h *g);

        /* Errors. The text belongs to the handle, until the next error. */
        extern GUESTFS_DLL_PUBLIC const char *guestfs_last_error(guestfs_h *g);
        #define LIBGUESTFS_HAVE_LAST_ERRNO 1
        extern GUESTFS_DLL_PUBLIC int guestfs_last_errno(guestfs_h *g);
        #ifndef GUESTFS_TYPEDEF_ERROR_HANDLER_CB
        #define GUESTFS_TYPEDEF_ERROR_HANDLER_CB 1
        typedef void (*guestfs_error_handler_cb)(guestfs_h *g, void *opaque, const char *msg);
        #endif
        #ifndef GUESTFS_TYPEDEF_ABORT_CB
        #define GUESTFS_TYPEDEF_ABORT_CB 1
        typedef void (*guestfs_abort_cb)(void) GUESTFS_NORETURN;
        #endif
        extern GUESTFS_DLL_PUBLIC void guestfs_set_error_handler(guestfs_h *g, guestfs_error_handler_cb cb, void *opaque);
        extern GUESTFS_DLL_PUBLIC guestfs_error_handler_cb guestfs_get_error_handler(guestfs_h *g, void **opaque_rtn);
        #define LIBGUESTFS_HAVE_PUSH_ERROR_HANDLER 1
        extern GUESTFS_DLL_PUBLIC void guestfs_push_error_handler(guestfs_h *g, guestfs_error_handler_cb cb, void *opaque);
        #define LIBGUESTFS_HAVE_POP_ERROR_HANDLER 1
        extern GUESTFS_DLL_PUBLIC void guestfs_pop_error_handler(guestfs_h *g);
        extern GUESTFS_DLL_PUBLIC void guestfs_set_out_of_memory_handler(guestfs_h *g, guestfs_abort_cb cb);
        extern GUESTFS_DLL_PUBLIC guestfs_abort_cb guestfs_get_out_of_memory_handler(guestfs_h *g);

        /* Events. Callbacks run on the thread that calls the handle. */
        #define GUESTFS_EVENT_CLOSE 0x0001
        #define GUESTFS_EVENT_SUBPROCESS_QUIT 0x0002
        #define GUESTFS_EVENT_LAUNCH_DONE 0x0004
        #define GUESTFS_EVENT_PROGRESS 0x0008
        #define GUESTFS_EVENT_APPLIANCE 0x0010
        #define GUESTFS_EVENT_LIBRARY 0x0020
        #define GUESTFS_EVENT_TRACE 0x0040
        #define GUESTFS_EVENT_ENTER 0x0080
        #define GUESTFS_EVENT_LIBVIRT_AUTH 0x0100
        #define GUESTFS_EVENT_WARNING 0x0200
        #define GUESTFS_EVENT_ALL 0x03ff
        #ifndef GUESTFS_TYPEDEF_EVENT_CALLBACK
        #define GUESTFS_TYPEDEF_EVENT_CALLBACK 1
        typedef void (*guestfs_event_callback)(guestfs_h *g, void *opaque, uint64_t event, int event_handle, int flags,
                                               const char *buf, size_t buf_len, const uint64_t *array, size_t array_len);
        #endif
        #define LIBGUESTFS_HAVE_SET_EVENT_CALLBACK 1
        extern GUESTFS_DLL_PUBLIC int guestfs_set_event_callback(guestfs_h *g, guestfs_event_callback cb, uint64_t event_bitmask, int flags, void *opaque);
        #define LIBGUESTFS_HAVE_DELETE_EVENT_CALLBACK 1
        extern GUESTFS_DLL_PUBLIC void guestfs_delete_event_callback(guestfs_h *g, int event_handle);
        #define LIBGUESTFS_HAVE_EVENT_TO_STRING 1
        extern GUESTFS_DLL_PUBLIC char *guestfs_event_to_string(uint64_t event);

        /* From before there were events. */
        #ifndef GUESTFS_TYPEDEF_LOG_MESSAGE_CB
        #define GUESTFS_TYPEDEF_LOG_MESSAGE_CB 1
        typedef void (*guestfs_log_message_cb)(guestfs_h *g, void *opaque, char *buf, int len);
        #endif
        #ifndef GUESTFS_TYPEDEF_SUBPROCESS_QUIT_CB
        #define GUESTFS_TYPEDEF_SUBPROCESS_QUIT_CB 1
        typedef void (*guestfs_subprocess_quit_cb)(guestfs_h *g, void *opaque);
        #endif
        #ifndef GUESTFS_TYPEDEF_LAUNCH_DONE_CB
        #define GUESTFS_TYPEDEF_LAUNCH_DONE_CB 1
        typedef void (*guestfs_launch_done_cb)(guestfs_h *g, void *opaque);
        #endif
        #ifndef GUESTFS_TYPEDEF_CLOSE_CB
        #define GUESTFS_TYPEDEF_CLOSE_CB 1
        typedef void (*guestfs_close_cb)(guestfs_h *g, void *opaque);
        #endif
        #ifndef GUESTFS_TYPEDEF_PROGRESS_CB
        #define GUESTFS_TYPEDEF_PROGRESS_CB 1
        typedef void (*guestfs_progress_cb)(guestfs_h *g, void *opaque, int proc_nr, int serial, uint64_t position, uint64_t total);
        #endif
        #ifndef GUESTFS_NO_DEPRECATED
        extern GUESTFS_DLL_PUBLIC void guestfs_set_log_message_callback(guestfs_h *g, guestfs_log_message_cb cb, void *opaque)
            GUESTFS_DEPRECATED_REPLACED_BY("set_event_callback");
        extern GUESTFS_DLL_PUBLIC void guestfs_set_subprocess_quit_callback(guestfs_h *g, guestfs_subprocess_quit_cb cb, void *opaque)
            GUESTFS_DEPRECATED_REPLACED_BY("set_event_callback");
        extern GUESTFS_DLL_PUBLIC void guestfs_set_launch_done_callback(guestfs_h *g, guestfs_launch_done_cb cb, void *opaque)
            GUESTFS_DEPRECATED_REPLACED_BY("set_event_callback");
        #define LIBGUESTFS_HAVE_SET_CLOSE_CALLBACK 1
        extern GUESTFS_DLL_PUBLIC void guestfs_set_close_callback(guestfs_h *g, guestfs_close_cb cb, void *opaque)
            GUESTFS_DEPRECATED_REPLACED_BY("set_event_callback");
        #define LIBGUESTFS_HAVE_SET_PROGRESS_CALLBACK 1
        extern GUESTFS_DLL_PUBLIC void guestfs_set_progress_callback(guestfs_h *g, guestfs_progress_cb cb, void *opaque)
            GUESTFS_DEPRECATED_REPLACED_BY("set_event_callback");
        #endif

        /* Data that a program hangs on a handle, by name. */
        extern GUESTFS_DLL_PUBLIC void guestfs_set_private(guestfs_h *g, const char *key, void *data);
        #define LIBGUESTFS_HAVE_SET_PRIVATE 1
        extern GUESTFS_DLL_PUBLIC void *guestfs_get_private(guestfs_h *g, const char *key);
        #define LIBGUESTFS_HAVE_GET_PRIVATE 1
        extern GUESTFS_DLL_PUBLIC void *guestfs_first_private(guestfs_h *g, const char **key_rtn);
        #define LIBGUESTFS_HAVE_FIRST_PRIVATE 1
        extern GUESTFS_DLL_PUBLIC void *guestfs_next_private(guestfs_h *g, const char **key_rtn);
        #define LIBGUESTFS_HAVE_NEXT_PRIVATE 1
        """;

    /// <summary>The functions in it.</summary>
    public static IReadOnlyList<string> Symbols { get; } = [.. FunctionName().Matches(Beginning).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"guestfs_\w+(?=\()")]
    private static partial Regex FunctionName();
}
