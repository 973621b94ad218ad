/* A machine of libvirt. The pointer means something in the caller's process only, so the description goes in its place. */
#include "face.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef char *(*describe_function)(void *domain, unsigned int flags);

/* The caller has the pointer from libvirt, so libvirt is there: perhaps with its names known to the caller's library only. */
static describe_function find_describe(void)
{
    static const char name[] = "virDomainGetXMLDesc";
    describe_function found = (describe_function)dlsym(RTLD_DEFAULT, name);
    if (!found) {
        void *library = dlopen("libvirt.so.0", RTLD_LAZY | RTLD_NOLOAD);
        if (library) {
            found = (describe_function)dlsym(library, name);
            dlclose(library);
        }
    }
    return found;
}

void face_domain(struct face_call *call, uint32_t number, const char *name, void *value)
{
    face_pointer(call, name, value);
    if (call->failed)
        return;
    describe_function describe = find_describe();
    char *xml = describe ? describe(value, 0) : NULL;
    if (xml) {
        face_put_bytes(call->g, &call->request, number, xml, strlen(xml));
        free(xml);
    } else {
        call->failed = true;
        face_fail(call->g, EINVAL, "%s: %s", call->method->c_name, describe ? "libvirt does not describe the domain" : "libvirt is not loaded, so this is no domain of its");
    }
}
