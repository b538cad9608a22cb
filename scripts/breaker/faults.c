/* Counts the calls by which a program changes files under one folder, and makes the Nth of them fail, or ends the program there.

   Loaded before libc (LD_PRELOAD), so that Python, SQLite and Rust all come by. What is to happen stands in a file of one page that
   `control.py` writes and every process of a run maps (SAYSO_FAULTS names it): one count for all of them. Linux alone. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { OFF, COUNT, FAIL, FULL, SHORT, KILL, INTERRUPT, CLOCK };

/* The page; `control.py` has the same layout. */
struct control {
    int64_t what;            /* one of the above */
    int64_t at;              /* the call at which it happens, from 1 */
    int64_t error;           /* errno of FAIL and FULL; seconds of CLOCK */
    _Atomic int64_t calls;   /* calls so far */
    _Atomic int64_t hits;    /* how often something was made to happen */
    int64_t shift;           /* seconds that the clock is wrong by */
    int64_t group;           /* processes of this group die together; 0: the one that calls, alone */
    char call[64];           /* the name of the call at which it happened */
    char path[1024];         /* and its file */
    char folder[1024];       /* only files under it count */
    char log[1024];          /* where each call is told, a line each; "" is nowhere */
};

static struct control *page;
static int log_to = -1;

static long real_open(const char *path, int flags) { return syscall(SYS_openat, AT_FDCWD, path, flags, 0600); }

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("SAYSO_FAULTS");
    if (!name) return;
    int fd = (int)real_open(name, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *found = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (found != MAP_FAILED) page = found;
    syscall(SYS_close, fd);
}

static int within(const char *path) {
    size_t length = strlen(page->folder);
    return length && !strncmp(path, page->folder, length) && (path[length] == '/' || !path[length]);
}

static const char *path_at(int folder, const char *name, char *into) {
    char link[64];
    if (!name) return "";
    if (name[0] == '/') { snprintf(into, PATH_MAX, "%s", name); return into; }
    if (folder == AT_FDCWD) { if (!getcwd(into, PATH_MAX)) return ""; }
    else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t size = readlink(link, into, PATH_MAX - 1);
        if (size < 0) return "";
        into[size] = 0;
    }
    size_t length = strlen(into);
    snprintf(into + length, PATH_MAX - length, "/%s", name);
    return into;
}

static const char *path_of(int fd, char *into) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, into, PATH_MAX - 1);
    into[size < 0 ? 0 : size] = 0;
    return into;
}

static void tell(const char *call, const char *path, const char *other) {
    if (!page->log[0]) return;
    char line[2 * PATH_MAX + 64];
    if (log_to < 0) log_to = (int)real_open(page->log, O_WRONLY | O_APPEND | O_CLOEXEC | O_CREAT);
    int size = snprintf(line, sizeof line, "%s\t%s\t%s\n", call, path, other);
    if (log_to >= 0) syscall(SYS_write, log_to, line, size);
}

/* What is to become of a call: 0 it is made, 1 it fails with errno set, 2 it is to write half. */
static int met(const char *call, const char *path, const char *other, int writes) {
    if (!page || page->what == OFF || !(within(path) || within(other))) return 0;
    int kept = errno;
    int64_t number = atomic_fetch_add(&page->calls, 1) + 1;
    tell(call, path, other);
    errno = kept;
    int later = page->what == FULL && writes;
    if (page->what == COUNT || number < page->at || (number > page->at && !later)) return 0;
    if (page->what == SHORT && !writes) return 0;
    if (atomic_fetch_add(&page->hits, 1) == 0) {
        snprintf(page->call, sizeof page->call, "%s", call);
        snprintf(page->path, sizeof page->path, "%s", path);
    }
    if (page->what == SHORT) return 2;
    if (page->what == KILL) {
        if (page->group) syscall(SYS_kill, -(pid_t)page->group, SIGKILL);
        syscall(SYS_kill, getpid(), SIGKILL);
    }
    if (page->what == CLOCK) { page->shift = page->error; return 0; }
    if (page->what == INTERRUPT) { syscall(SYS_kill, page->group ? (pid_t)page->group : getpid(), SIGINT); return 0; }
    if (page->what == FULL && !writes) return 0;
    errno = (int)page->error;
    return 1;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *from, size_t size) {
    char path[PATH_MAX];
    REAL(ssize_t, "write", int, const void *, size_t);
    int what = page && page->what ? met("write", path_of(fd, path), "", 1) : 0;
    return what == 1 ? -1 : real(fd, from, what == 2 && size > 1 ? size / 2 : size);
}

#define PWRITE(name, kind) ssize_t name(int fd, const void *from, size_t size, kind at) { \
    char path[PATH_MAX]; \
    REAL(ssize_t, #name, int, const void *, size_t, kind); \
    int what = page && page->what ? met("pwrite", path_of(fd, path), "", 1) : 0; \
    return what == 1 ? -1 : real(fd, from, what == 2 && size > 1 ? size / 2 : size, at); }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int fd, const struct iovec *parts, int count) {
    char path[PATH_MAX];
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    int what = page && page->what ? met("writev", path_of(fd, path), "", 1) : 0;
    if (what == 1) return -1;
    if (what == 2 && count && parts[0].iov_len > 1) return write(fd, parts[0].iov_base, parts[0].iov_len / 2);
    return real(fd, parts, count);
}

#define ON_FD(name, writes) int name(int fd) { \
    char path[PATH_MAX]; \
    REAL(int, #name, int); \
    return page && page->what && met(#name, path_of(fd, path), "", writes) == 1 ? -1 : real(fd); }
ON_FD(fsync, 1)
ON_FD(fdatasync, 1)

#define TRUNCATE(name, kind) int name(int fd, kind size) { \
    char path[PATH_MAX]; \
    REAL(int, #name, int, kind); \
    return page && page->what && met("ftruncate", path_of(fd, path), "", 0) == 1 ? -1 : real(fd, size); }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define ALLOCATE(name, kind) int name(int fd, kind at, kind size) { \
    char path[PATH_MAX]; \
    REAL(int, #name, int, kind, kind); \
    return page && page->what && met("allocate", path_of(fd, path), "", 1) == 1 ? errno : real(fd, at, size); }
ALLOCATE(posix_fallocate, off_t)
ALLOCATE(posix_fallocate64, off64_t)

static int may_change(int flags) { return (flags & O_CREAT) || (flags & O_ACCMODE) != O_RDONLY; }

#define OPEN(name) int name(const char *file, int flags, ...) { \
    char path[PATH_MAX]; \
    va_list more; va_start(more, flags); mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; va_end(more); \
    REAL(int, #name, const char *, int, ...); \
    if (page && page->what && may_change(flags) && met("open", path_at(AT_FDCWD, file, path), "", 1) == 1) return -1; \
    return real(file, flags, mode); }
OPEN(open)
OPEN(open64)

#define OPENAT(name) int name(int folder, const char *file, int flags, ...) { \
    char path[PATH_MAX]; \
    va_list more; va_start(more, flags); mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; va_end(more); \
    REAL(int, #name, int, const char *, int, ...); \
    if (page && page->what && may_change(flags) && met("open", path_at(folder, file, path), "", 1) == 1) return -1; \
    return real(folder, file, flags, mode); }
OPENAT(openat)
OPENAT(openat64)

int mkdir(const char *name, mode_t mode) {
    char path[PATH_MAX];
    REAL(int, "mkdir", const char *, mode_t);
    return page && page->what && met("mkdir", path_at(AT_FDCWD, name, path), "", 1) == 1 ? -1 : real(name, mode);
}

int mkdirat(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    REAL(int, "mkdirat", int, const char *, mode_t);
    return page && page->what && met("mkdir", path_at(folder, name, path), "", 1) == 1 ? -1 : real(folder, name, mode);
}

int rename(const char *from, const char *to) {
    char a[PATH_MAX], b[PATH_MAX];
    REAL(int, "rename", const char *, const char *);
    int fails = page && page->what && met("rename", path_at(AT_FDCWD, from, a), path_at(AT_FDCWD, to, b), 0) == 1;
    return fails ? -1 : real(from, to);
}

int renameat(int there, const char *from, int here, const char *to) {
    char a[PATH_MAX], b[PATH_MAX];
    REAL(int, "renameat", int, const char *, int, const char *);
    int fails = page && page->what && met("rename", path_at(there, from, a), path_at(here, to, b), 0) == 1;
    return fails ? -1 : real(there, from, here, to);
}

int link(const char *from, const char *to) {
    char a[PATH_MAX], b[PATH_MAX];
    REAL(int, "link", const char *, const char *);
    int fails = page && page->what && met("link", path_at(AT_FDCWD, from, a), path_at(AT_FDCWD, to, b), 1) == 1;
    return fails ? -1 : real(from, to);
}

int linkat(int there, const char *from, int here, const char *to, int flags) {
    char a[PATH_MAX], b[PATH_MAX];
    REAL(int, "linkat", int, const char *, int, const char *, int);
    int fails = page && page->what && met("link", path_at(there, from, a), path_at(here, to, b), 1) == 1;
    return fails ? -1 : real(there, from, here, to, flags);
}

int unlink(const char *name) {
    char path[PATH_MAX];
    REAL(int, "unlink", const char *);
    return page && page->what && met("unlink", path_at(AT_FDCWD, name, path), "", 0) == 1 ? -1 : real(name);
}

int unlinkat(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    REAL(int, "unlinkat", int, const char *, int);
    return page && page->what && met("unlink", path_at(folder, name, path), "", 0) == 1 ? -1 : real(folder, name, flags);
}

#define MAP(name, kind) void *name(void *where, size_t size, int rights, int flags, int fd, kind at) { \
    char path[PATH_MAX]; \
    REAL(void *, #name, void *, size_t, int, int, int, kind); \
    int counts = page && page->what && fd >= 0 && (rights & PROT_WRITE) && (flags & MAP_SHARED); \
    if (counts && met("mmap", path_of(fd, path), "", 0) == 1) return MAP_FAILED; \
    return real(where, size, rights, flags, fd, at); }
MAP(mmap, off_t)
MAP(mmap64, off64_t)

int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int done = real(clock, now);
    if (!done && page && page->shift && clock == CLOCK_REALTIME) now->tv_sec += page->shift;
    return done;
}

time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) *into = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec found;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &found);
    now->tv_sec = found.tv_sec;
    now->tv_usec = found.tv_nsec / 1000;
    return 0;
}
