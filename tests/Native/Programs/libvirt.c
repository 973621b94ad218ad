/* Machines of libvirt. The address of the hypervisor comes on the standard input. */
#include "program.h"

#include <dlfcn.h>

static char *address(void)
{
    static char line[4096];
    MUST(fgets(line, sizeof line, stdin) != NULL);
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static void answer(
    guestfs_h *g, void *opaque, uint64_t event, int event_handle, int flags, const char *text, size_t length, const uint64_t *array, size_t count)
{
    (void)event, (void)event_handle, (void)flags, (void)text, (void)array, (void)count;
    MUST(length > strlen("test://"));
    char **kinds = guestfs_get_libvirt_requested_credentials(g);
    MUST(kinds != NULL);
    for (int i = 0; kinds[i]; i++) {
        char *prompt = guestfs_get_libvirt_requested_credential_prompt(g, i);
        printf("%s: %s\n", kinds[i], prompt);
        const char *said = strcmp(kinds[i], "passphrase") == 0 ? opaque : "rich";
        MUST(guestfs_set_libvirt_requested_credential(g, i, said, strlen(said)) == 0);
        free(prompt);
        free(kinds[i]);
    }
    free(kinds);
}

static void add_asked(guestfs_h *g, char *passphrase)
{
    char *kinds[] = { "authname", "passphrase", NULL };
    MUST(guestfs_set_libvirt_supported_credentials(g, kinds) == 0);
    guestfs_set_event_callback(g, answer, GUESTFS_EVENT_LIBVIRT_AUTH, 0, passphrase);
    int added = guestfs_add_domain(g, "off", GUESTFS_ADD_DOMAIN_LIBVIRTURI, address(), -1);
    printf("%d\n", added);
    if (added == -1)
        printf("%d\n", strstr(guestfs_last_error(g), "authentication failed") != NULL);
}

static void right(guestfs_h *g)
{
    add_asked(g, "123456");
}

static void wrong(guestfs_h *g)
{
    add_asked(g, "654321");
}

static void nobody_answers(guestfs_h *g)
{
    char *kinds[] = { "authname", "passphrase", NULL };
    MUST(guestfs_set_libvirt_supported_credentials(g, kinds) == 0);
    printf("%d\n", guestfs_add_domain(g, "off", GUESTFS_ADD_DOMAIN_LIBVIRTURI, address(), -1));
}

/* A domain that the program has found itself, with a library that only it has loaded. */
static void pointer(guestfs_h *g)
{
    void *library = dlopen("libvirt.so.0", RTLD_NOW | RTLD_LOCAL);
    MUST(library != NULL);
    void *(*open_read_only)(const char *) = (void *(*)(const char *))dlsym(library, "virConnectOpenReadOnly");
    void *(*find)(void *, const char *) = (void *(*)(void *, const char *))dlsym(library, "virDomainLookupByName");
    void *connection = open_read_only(address());
    MUST(connection != NULL);
    void *domain = find(connection, "off");
    MUST(domain != NULL);
    printf("%d\n", guestfs_add_libvirt_dom(g, domain, GUESTFS_ADD_LIBVIRT_DOM_READONLY, 1, -1));
    printf("%d\n", guestfs_add_libvirt_dom(g, NULL, -1));
    char **drives = guestfs_debug_drives(g);
    MUST(drives && drives[0] && !drives[1]);
    printf("%d\n", strstr(drives[0], " readonly ") != NULL);
}

/* Without libvirt there are no domains. */
static void no_library(guestfs_h *g)
{
    printf("%d\n", guestfs_add_libvirt_dom(g, g, -1));
    printf("%s\n", guestfs_last_error(g));
    printf("%d\n", guestfs_c_pointer(g) == (int64_t)(intptr_t)g);
}

int main(int count, char **arguments)
{
    static const struct scenario scenarios[] = {
        { "right", right }, { "wrong", wrong }, { "nobody_answers", nobody_answers }, { "pointer", pointer }, { "no_library", no_library },
    };
    return run_scenario(count, arguments, scenarios, sizeof scenarios / sizeof *scenarios);
}
