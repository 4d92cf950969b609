#ifndef RUFFC_SUPPORT_EMBED_H
#define RUFFC_SUPPORT_EMBED_H

/* Files inside the executable: the assembler puts their bytes in. */

/** Puts the bytes of `file`, a string literal, between start_SYMBOL and end_SYMBOL. Both names are
    known in this object file only. */
#define EMBED(symbol, file)                                                                        \
    __asm__(".section .rodata\n"                                                                   \
            "start_" #symbol ":\n"                                                                 \
            ".incbin \"" file "\"\n"                                                               \
            "end_" #symbol ":\n"                                                                   \
            ".byte 0\n"                                                                            \
            ".text\n");                                                                            \
    extern const char start_##symbol[], end_##symbol[];

/** What EMBED put there. */
#define EMBEDDED(symbol) ((Text){start_##symbol, (size_t)(end_##symbol - start_##symbol)})

#endif
