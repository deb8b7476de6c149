/* Scans titles with Vectorscan for marks that stand at word boundaries.
 *
 * vectorscan <marks> <titles> <bits> <matches> <rounds>
 *
 * Marks and titles are lines. `bits` has a bit for each code point that is part of a word set apart. Writes each
 * match as three numbers (title, mark, end) and prints the fewest seconds of the rounds, the seconds to compile and
 * the bytes of the database. */
#include <hs/hs.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct lines { char **at; size_t *length; size_t count; };

static uint8_t *bits;
static struct lines marks;

/* What the callback knows of the title, and where it counts or writes. */
struct scan { const uint8_t *title; size_t length; uint32_t number; uint64_t count; FILE *out; };

static char *slurp(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file) { perror(path); exit(1); }
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*length + 1);
    if (fread(bytes, 1, *length, file) != *length) { perror(path); exit(1); }
    bytes[*length] = 0;
    fclose(file);
    return bytes;
}

static struct lines split(char *bytes, size_t length) {
    struct lines lines = {0};
    size_t most = 1;
    for (size_t i = 0; i < length; i++) most += bytes[i] == '\n';
    lines.at = malloc(most * sizeof *lines.at);
    lines.length = malloc(most * sizeof *lines.length);
    for (char *at = bytes, *end = bytes + length; lines.count < most; lines.count++) {
        char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop) stop = end;
        lines.at[lines.count] = at;
        lines.length[lines.count] = (size_t)(stop - at);
        at = stop + 1;
    }
    return lines;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline int known(uint32_t code) { return bits[code >> 3] >> (code & 7) & 1; }

/* The character that begins here, of UTF-8 that is known to be right. */
static inline uint32_t decoded(const uint8_t *at) {
    if (at[0] < 0x80) return at[0];
    if (at[0] < 0xE0) return (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu);
    if (at[0] < 0xF0) return (at[0] & 0xFu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
    return (at[0] & 7u) << 18 | (at[1] & 0x3Fu) << 12 | (at[2] & 0x3Fu) << 6 | (at[3] & 0x3Fu);
}

static inline int boundary(const struct scan *scan, size_t at) {
    if (at == 0 || at >= scan->length) return 1;
    if (!known(decoded(scan->title + at))) return 1;
    const uint8_t *before = scan->title + at - 1;
    while ((*before & 0xC0) == 0x80) before--;
    return !known(decoded(before));
}

static int on(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
    (void)from, (void)flags;
    struct scan *scan = context;
    if (!boundary(scan, to - marks.length[id]) || !boundary(scan, to)) return 0;
    scan->count++;
    if (scan->out) {
        uint32_t match[3] = {scan->number, id, (uint32_t)to};
        fwrite(match, sizeof match, 1, scan->out);
    }
    return 0;
}

int main(int count, char **argument) {
    if (count != 6) return 2;
    size_t length;
    char *bytes = slurp(argument[1], &length);
    marks = split(bytes, length);
    bytes = slurp(argument[2], &length);
    struct lines titles = split(bytes, length);
    bits = (uint8_t *)slurp(argument[3], &length);

    unsigned *flags = calloc(marks.count, sizeof *flags), *ids = malloc(marks.count * sizeof *ids);
    for (size_t i = 0; i < marks.count; i++) ids[i] = (unsigned)i;
    hs_database_t *database;
    hs_compile_error_t *error;
    hs_scratch_t *scratch = NULL;
    double start = now();
    if (hs_compile_lit_multi((const char *const *)marks.at, flags, ids, marks.length, (unsigned)marks.count,
                             HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    double compiled = now() - start, fewest = 1e9;
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return 1;
    size_t size = 0;
    hs_database_size(database, &size);
    /* The last time writes, and does not count. */
    for (int left = atoi(argument[5]); left >= 0; left--) {
        struct scan scan = {.out = left ? NULL : fopen(argument[4], "wb")};
        start = now();
        for (size_t i = 0; i < titles.count; i++) {
            scan.title = (const uint8_t *)titles.at[i];
            scan.length = titles.length[i];
            scan.number = (uint32_t)i;
            if (hs_scan(database, titles.at[i], (unsigned)titles.length[i], 0, scratch, on, &scan) != HS_SUCCESS)
                return 1;
        }
        double took = now() - start;
        if (left && took < fewest) fewest = took;
        if (scan.out && fclose(scan.out)) return 1;
    }
    printf("%.9f\t%.6f\t%zu\n", fewest, compiled, size);
    return 0;
}
