/*
 * A power cut for one process: what was not synced is lost. Preloaded; heeds files under $POWERCUT_ROOT only.
 *
 *   POWERCUT_AT=N    the Nth fsync or fdatasync is where the power fails: the call does not happen, the process is killed
 *   POWERCUT_FROM    a file: syncs are counted only while it exists
 *   POWERCUT_MODE    kill: only the process dies, the kernel keeps what was written · vanish: every unsynced change is undone ·
 *                    torn: each sector (512 bytes) of an unsynced write survives or not by chance, so that writes are torn and reordered;
 *                    each unsynced rename, creation and removal likewise, the latest first
 *   POWERCUT_SEED    for torn
 *   POWERCUT_LIES    set: fsync says yes and does nothing, as disks have been known to
 *
 * Model: a write is durable when its file was synced after it; a creation when the file or its directory was; a rename or a removal when the
 * directory was. Before a change the old state is kept: bytes, size, a hard link to what a rename or removal would destroy.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE, RESIZE, CREATE, RENAME, REMOVE };

struct change {
    struct change *earlier;
    enum kind kind;
    dev_t dev;
    ino_t ino;
    char path[768], other[768]; /* rename: from path to other */
    char kept[768];             /* hard link to what stood at the target; empty: nothing */
    off_t at, size;             /* size of the file before the change */
    size_t count, old_count;
    char *old;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct change *newest;
static long syncs, links;
static unsigned chance;

#define REAL(name) ({ static __typeof__(&name) real_; if (!real_) real_ = (__typeof__(&name))dlsym(RTLD_NEXT, #name); real_; })

static const char *root(void) { return getenv("POWERCUT_ROOT"); }

static int mode(const char *name) {
    const char *m = getenv("POWERCUT_MODE");
    return m && strcmp(m, name) == 0;
}

static int tracks(const char *path) {
    const char *r = root();
    return r && path[0] == '/' && strncmp(path, r, strlen(r)) == 0 && !strstr(path, "/.powercut") && !strstr(path, "-shm");
}

static int path_of(int fd, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, size - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return tracks(path);
}

static struct change *begin(enum kind kind, const char *path) {
    struct change *c = calloc(1, sizeof *c);
    c->kind = kind;
    snprintf(c->path, sizeof c->path, "%s", path);
    c->earlier = newest;
    newest = c;
    return c;
}

static void keep(struct change *c, const char *target) {
    char directory[700];
    snprintf(directory, sizeof directory, "%s/.powercut", root());
    mkdir(directory, 0700);
    snprintf(c->kept, sizeof c->kept, "%s/%ld", directory, ++links);
    if (link(target, c->kept) != 0) c->kept[0] = 0;
}

static void before_write(int fd, const char *path, off_t at, size_t count) {
    struct stat s;
    if (fstat(fd, &s) != 0) return;
    struct change *c = begin(WRITE, path);
    c->dev = s.st_dev;
    c->ino = s.st_ino;
    c->at = at;
    c->count = count;
    c->size = s.st_size;
    c->old = malloc(count ? count : 1);
    int reading = REAL(open)(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = reading < 0 ? 0 : pread(reading, c->old, count, at);
    c->old_count = n < 0 ? 0 : (size_t)n;
    if (reading >= 0) close(reading);
}

static int survives(void) { return mode("torn") && rand_r(&chance) % 2; }

static void undo_write(struct change *c) {
    int fd = REAL(open)(c->path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return;
    int lost_tail = 1;
    for (size_t from = 0; from < c->count;) {
        size_t sector = 512 - (size_t)((c->at + (off_t)from) % 512);
        size_t n = sector < c->count - from ? sector : c->count - from;
        if (survives()) {
            lost_tail = 0;
        } else if (from < c->old_count) {
            size_t have = n < c->old_count - from ? n : c->old_count - from;
            ssize_t ignored = REAL(pwrite64)(fd, c->old + from, have, c->at + (off_t)from);
            (void)ignored;
        } else {
            /* New bytes that never reached the disk read as zeros. */
            char zeros[512] = {0};
            ssize_t ignored = REAL(pwrite64)(fd, zeros, n, c->at + (off_t)from);
            (void)ignored;
        }
        from += n;
    }
    if (lost_tail && !mode("torn")) { int ignored = REAL(ftruncate64)(fd, c->size); (void)ignored; }
    close(fd);
}

static void undo(struct change *c) {
    switch (c->kind) {
    case WRITE:
        undo_write(c);
        break;
    case RESIZE: {
        int fd = survives() ? -1 : REAL(open)(c->path, O_WRONLY | O_CLOEXEC);
        if (fd >= 0) {
            int ignored = REAL(ftruncate64)(fd, c->size);
            (void)ignored;
            if (c->old_count) { ssize_t n = REAL(pwrite64)(fd, c->old, c->old_count, c->at); (void)n; }
            close(fd);
        }
        break;
    }
    case CREATE:
        if (!survives()) REAL(unlink)(c->path);
        break;
    case RENAME:
        if (!survives()) {
            REAL(rename)(c->other, c->path);
            if (c->kept[0]) REAL(rename)(c->kept, c->other);
        }
        break;
    case REMOVE:
        if (c->kept[0] && !survives()) REAL(rename)(c->kept, c->path);
        break;
    }
}

static void cut(void) {
    if (!mode("kill")) {
        const char *seed = getenv("POWERCUT_SEED");
        chance = seed ? (unsigned)atoi(seed) : 1;
        for (struct change *c = newest; c; c = c->earlier) undo(c);
    }
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void forget(int (*durable)(struct change *, const struct stat *, const char *), const struct stat *s, const char *path) {
    for (struct change **p = &newest; *p;) {
        struct change *c = *p;
        if (!durable(c, s, path)) {
            p = &c->earlier;
            continue;
        }
        *p = c->earlier;
        if (c->kind == RENAME) /* what was written under the old name and never synced now stands under the new one */
            for (struct change *other = newest; other; other = other->earlier)
                if (strcmp(other->path, c->path) == 0) snprintf(other->path, sizeof other->path, "%s", c->other);
        if (c->kept[0]) REAL(unlink)(c->kept);
        free(c->old);
        free(c);
    }
}

static int by_file(struct change *c, const struct stat *s, const char *path) {
    /* A file that is there under a name has also made durable that its predecessor of that name was removed. */
    if (c->kind == CREATE || c->kind == REMOVE) return strcmp(c->path, path) == 0;
    return (c->kind == WRITE || c->kind == RESIZE) && c->dev == s->st_dev && c->ino == s->st_ino;
}

static int within(const char *path, const char *directory) {
    size_t n = strlen(directory);
    return strncmp(path, directory, n) == 0 && path[n] == '/' && !strchr(path + n + 1, '/');
}

static int by_directory(struct change *c, const struct stat *s, const char *path) {
    (void)s;
    return (c->kind == CREATE || c->kind == REMOVE) ? within(c->path, path) : c->kind == RENAME && within(c->other, path);
}

static void before_sync(void) {
    const char *at = getenv("POWERCUT_AT"), *from = getenv("POWERCUT_FROM");
    if (from && access(from, F_OK) != 0) return;
    if (++syncs == (at ? atol(at) : -1)) cut();
}

static int sync_with(int fd, int (*real)(int)) {
    char path[768];
    if (!path_of(fd, path, sizeof path)) return real(fd);
    pthread_mutex_lock(&lock);
    before_sync();
    if (getenv("POWERCUT_LIES")) {
        pthread_mutex_unlock(&lock);
        return 0;
    }
    int result = real(fd);
    struct stat s;
    if (result == 0 && fstat(fd, &s) == 0) forget(S_ISDIR(s.st_mode) ? by_directory : by_file, &s, path);
    pthread_mutex_unlock(&lock);
    return result;
}

int fsync(int fd) { return sync_with(fd, REAL(fsync)); }
int fdatasync(int fd) { return sync_with(fd, REAL(fdatasync)); }

static ssize_t write_at(int fd, const void *data, size_t count, off64_t at) {
    char path[768];
    if (!path_of(fd, path, sizeof path)) return REAL(pwrite64)(fd, data, count, at);
    pthread_mutex_lock(&lock);
    before_write(fd, path, at, count);
    ssize_t n = REAL(pwrite64)(fd, data, count, at);
    pthread_mutex_unlock(&lock);
    return n;
}

ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at) { return write_at(fd, data, count, at); }
ssize_t pwrite(int fd, const void *data, size_t count, off_t at) { return write_at(fd, data, count, at); }

ssize_t pwritev64(int fd, const struct iovec *parts, int n, off64_t at) {
    ssize_t all = 0;
    for (int i = 0; i < n; i++) {
        ssize_t one = write_at(fd, parts[i].iov_base, parts[i].iov_len, at + all);
        if (one < 0) return all ? all : one;
        all += one;
    }
    return all;
}

ssize_t pwritev(int fd, const struct iovec *parts, int n, off_t at) { return pwritev64(fd, parts, n, at); }

ssize_t write(int fd, const void *data, size_t count) {
    char path[768];
    if (!path_of(fd, path, sizeof path)) return REAL(write)(fd, data, count);
    pthread_mutex_lock(&lock);
    int flags = fcntl(fd, F_GETFL);
    struct stat s;
    off_t at = (flags & O_APPEND) && fstat(fd, &s) == 0 ? s.st_size : lseek(fd, 0, SEEK_CUR);
    if (at >= 0) before_write(fd, path, at, count);
    ssize_t n = REAL(write)(fd, data, count);
    pthread_mutex_unlock(&lock);
    return n;
}

static int resize(int fd, off64_t size) {
    char path[768];
    if (!path_of(fd, path, sizeof path)) return REAL(ftruncate64)(fd, size);
    pthread_mutex_lock(&lock);
    struct stat s;
    if (fstat(fd, &s) == 0) {
        struct change *c = begin(RESIZE, path);
        c->dev = s.st_dev;
        c->ino = s.st_ino;
        c->size = s.st_size;
        c->at = size;
        if (size < s.st_size) {
            c->old = malloc((size_t)(s.st_size - size));
            int reading = REAL(open)(path, O_RDONLY | O_CLOEXEC);
            ssize_t n = reading < 0 ? 0 : pread(reading, c->old, (size_t)(s.st_size - size), size);
            c->old_count = n < 0 ? 0 : (size_t)n;
            if (reading >= 0) close(reading);
        }
    }
    int result = REAL(ftruncate64)(fd, size);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate64(int fd, off64_t size) { return resize(fd, size); }
int ftruncate(int fd, off_t size) { return resize(fd, size); }

static int opened(const char *path, int flags, mode_t bits) {
    if (!(flags & O_CREAT) || !tracks(path)) return REAL(open64)(path, flags, bits);
    pthread_mutex_lock(&lock);
    struct stat s;
    int fresh = stat(path, &s) != 0;
    /* Truncation at opening is a resize that could be lost. */
    int cuts = !fresh && (flags & O_TRUNC) && s.st_size > 0;
    int fd = REAL(open64)(path, cuts ? flags & ~O_TRUNC : flags, bits);
    if (fd >= 0 && fresh) begin(CREATE, path);
    pthread_mutex_unlock(&lock);
    if (fd >= 0 && cuts) resize(fd, 0);
    return fd;
}

#define OPENED(name) int name(const char *path, int flags, ...) { va_list a; va_start(a, flags); mode_t bits = (flags & O_CREAT) ? va_arg(a, mode_t) : 0; va_end(a); return opened(path, flags, bits); }
OPENED(open)
OPENED(open64)

int rename(const char *from, const char *to) {
    if (!tracks(from) || !tracks(to)) return REAL(rename)(from, to);
    pthread_mutex_lock(&lock);
    struct change *c = begin(RENAME, from);
    snprintf(c->other, sizeof c->other, "%s", to);
    keep(c, to);
    int result = REAL(rename)(from, to);
    if (result != 0) {
        newest = c->earlier;
        if (c->kept[0]) REAL(unlink)(c->kept);
        free(c);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int unlink(const char *path) {
    if (!tracks(path)) return REAL(unlink)(path);
    pthread_mutex_lock(&lock);
    struct change *c = begin(REMOVE, path);
    keep(c, path);
    int result = REAL(unlink)(path);
    pthread_mutex_unlock(&lock);
    return result;
}
