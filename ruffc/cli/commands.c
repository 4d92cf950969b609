/* The table of commands. */

#include "cli/command.h"

const Command commands[] = {
    {
        "run",
        'R',
        "[options] FILE [--] [ARGUMENT...]",
        "compile a script in memory and run it at once",
        "What stands behind FILE belongs to the script, which finds it in args(). Input, output\n"
        "and the exit status are the script's. A script that starts with the line\n"
        "`#!/usr/bin/env -S ruffc run` and may be executed is a command of its own.\n",
        "  ruffc run hello.ruff\n"
        "  ruffc run count.ruff words.txt --top 10\n"
        "  ruffc run --seed 7 dice.ruff\n",
        run_command,
    },
    {
        "build",
        'B',
        "[options] FILE [-o EXE]",
        "compile a script to an executable",
        "Without -o the executable is called like the script, without `.ruff`, and lands in the\n"
        "current folder.\n",
        "  ruffc build server.ruff -o server\n"
        "  ruffc build server.ruff -o server --static --cc clang\n"
        "  ruffc build server.ruff -g && gdb ./server\n"
        "  ruffc build server.ruff --emit-c server.c    # its head names the cc line\n",
        build_command,
    },
    {
        "emit",
        'E',
        "[options] FILE [-o FILE.c]",
        "show the C that a script becomes",
        "",
        "  ruffc emit sums.ruff\n"
        "  ruffc emit sums.ruff --self-contained -o sums.c    # its head names the cc line\n",
        emit_command,
    },
    {
        "check",
        'C',
        "[options] FILE",
        "report errors and warnings; run nothing",
        "",
        "  ruffc check sums.ruff\n"
        "  ruffc check --json sums.ruff\n"
        "  ruffc check --dump types sums.ruff\n",
        check_command,
    },
    {
        "inspect",
        'I',
        "[options] FILE",
        "show the script's lines beside the C they became",
        "",
        "  ruffc inspect sums.ruff | less\n",
        inspect_command,
    },
    {
        "test",
        'T',
        "[options] FILE|FOLDER",
        "run the `test` blocks of a script, or of all scripts below a folder",
        "Each test runs in a fresh state after its setups. The exit status is 1 if one of them "
        "fails.\n",
        "  ruffc test sums.ruff\n"
        "  ruffc test tests/ --only parser\n"
        "  ruffc test queue.ruff --schedules 1000\n",
        test_command,
    },
    {
        "cache",
        'A',
        "[--clear]",
        "tell where compiled scripts are kept, and how many; --clear removes them",
        "RUFFC_CACHE names another folder, or is `off`; RUFFC_CACHE_SIZE is how much it may take.\n",
        "  ruffc cache\n"
        "  ruffc cache --clear\n",
        cache_command,
    },
    {
        "doc",
        'D',
        "[NAME]",
        "tell what a built-in function does; without NAME list them all",
        "",
        "  ruffc doc substring\n"
        "  ruffc doc | less\n",
        doc_command,
    },
};
const size_t command_count = COUNT_OF(commands);
