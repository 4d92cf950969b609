/* ruffc test: being built. */
#include "cli/command.h"

int test_command(const Args *a)
{
    (void)a;
    complain("`ruffc test` is not there yet");
    return STATUS_INTERNAL;
}
