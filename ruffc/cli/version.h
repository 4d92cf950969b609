#ifndef RUFFC_CLI_VERSION_H
#define RUFFC_CLI_VERSION_H

#define RUFFC_VERSION "0.1.0"

#endif
