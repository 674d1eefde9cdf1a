/* Makes the disk fail for the database's files while a control file exists: <control>.eio: fsync fails; <control>.full: no space; <control>.rofs: the file system is read-only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int on(const char *kind) {
    char path[512];
    const char *control = getenv("FAULTS_CONTROL");
    if (!control) return 0;
    snprintf(path, sizeof path, "%s.%s", control, kind);
    return access(path, F_OK) == 0;
}

static int is_database(int fd) {
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return strstr(path, "/data.db") != NULL;
}

static int fails(int fd, const char *kind, int error) {
    int saved = errno;
    int result = is_database(fd) && on(kind);
    errno = result ? error : saved;
    return result;
}

int fsync(int fd) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    return fails(fd, "eio", EIO) ? -1 : real(fd);
}

int fdatasync(int fd) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    return fails(fd, "eio", EIO) ? -1 : real(fd);
}

ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    return fails(fd, "full", ENOSPC) || fails(fd, "rofs", EROFS) ? -1 : real(fd, data, count, at);
}

ssize_t pwrite(int fd, const void *data, size_t count, off_t at) {
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite");
    return fails(fd, "full", ENOSPC) || fails(fd, "rofs", EROFS) ? -1 : real(fd, data, count, at);
}

ssize_t write(int fd, const void *data, size_t count) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    return fails(fd, "full", ENOSPC) || fails(fd, "rofs", EROFS) ? -1 : real(fd, data, count);
}

int ftruncate64(int fd, off64_t size) {
    static int (*real)(int, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
    return fails(fd, "rofs", EROFS) ? -1 : real(fd, size);
}
