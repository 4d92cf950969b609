#ifndef RUFFC_CLI_CC_OPTIONS_H
#define RUFFC_CLI_CC_OPTIONS_H

#include "back/backend.h"
#include "cli/command.h"

/** How the command line wants the C compiler to be called. */
CcOptions cc_options(const Args *a);

#endif
