/* A bad disk, loaded under the program (LD_PRELOAD). It is about the files under DISK_DATA.
 *
 * DISK_UNDO makes it forget what was not synced. It notes before each write what the write replaces, one file a note
 * in that folder, and throws the notes of a file away when that file is synced. After the process was killed, the test
 * takes back every write whose note is left (tests/support/process.rs). Truncation and renaming are not undone: the
 * store syncs around them, and the test is about appends. When a sync fails, what it was for is lost, as on Linux: it is
 * shown to whoever reads it, no later sync writes it, and it is gone with the process.
 *
 * DISK_SYNCS names a file that grows by a byte with each sync.
 *
 * DISK_FAULT names a file that says what fails as long as it is there: "full" (writes find no space), "short" (writes
 * find space for half), "write" (writes fail) or "Sync" (syncs fail). */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned long count;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* The path of a descriptor, when it is a file we watch. */
static int watched(int fd, char *path) {
    const char *data = getenv("DISK_DATA");
    char link[64];
    if (!data) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return strncmp(path, data, strlen(data)) == 0;
}

static void note(int fd, off_t at, size_t size) {
    char path[PATH_MAX], name[PATH_MAX], head[PATH_MAX + 128];
    struct stat st;
    if (!getenv("DISK_UNDO") || !watched(fd, path) || fstat(fd, &st) || !S_ISREG(st.st_mode)) return;
    size_t old = at >= st.st_size ? 0 : (size_t)(st.st_size - at) < size ? (size_t)(st.st_size - at) : size;
    char *bytes = malloc(old ? old : 1);
    /* The program may hold the file for writing only. */
    int in = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = in < 0 ? 0 : pread(in, bytes, old, at);
    if (in >= 0) close(in);
    pthread_mutex_lock(&lock);
    snprintf(name, sizeof name, "%s/%012lu-%d", getenv("DISK_UNDO"), count++, (int)getpid());
    int out = open(name, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    int n = snprintf(head, sizeof head, "%s\n%llu\n%lld %lld %zd %zu\n", path, (unsigned long long)st.st_ino,
                     (long long)at, (long long)st.st_size, got < 0 ? 0 : got, size);
    ssize_t a = REAL(write)(out, head, (size_t)n), b = REAL(write)(out, bytes, got < 0 ? 0 : (size_t)got);
    (void)a, (void)b;
    close(out);
    pthread_mutex_unlock(&lock);
    free(bytes);
}

/* A file was synced: nothing of it will be forgotten. Or that failed: what was noted of it is lost for good. */
static void settle(int fd, int failed) {
    char path[PATH_MAX], name[PATH_MAX + 300], lost[PATH_MAX + 310], line[PATH_MAX], inode[32];
    const char *undo = getenv("DISK_UNDO");
    struct stat st;
    if (!undo || !watched(fd, path) || fstat(fd, &st)) return;
    snprintf(inode, sizeof inode, "%llu\n", (unsigned long long)st.st_ino);
    pthread_mutex_lock(&lock);
    DIR *dir = opendir(undo);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (e->d_name[0] == '.' || strstr(e->d_name, "lost")) continue;
        snprintf(name, sizeof name, "%s/%s", undo, e->d_name);
        FILE *f = fopen(name, "re");
        if (!f) continue;
        int same = fgets(line, sizeof line, f) && fgets(line, sizeof line, f) && !strcmp(line, inode);
        fclose(f);
        if (!same) continue;
        snprintf(lost, sizeof lost, "%s-lost", name);
        if (failed) rename(name, lost);
        else unlink(name);
    }
    if (dir) closedir(dir);
    pthread_mutex_unlock(&lock);
}

static void count_sync(int fd) {
    char path[PATH_MAX];
    const char *name = getenv("DISK_SYNCS");
    int out = name && watched(fd, path) ? open(name, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (out < 0) return;
    ssize_t counted = REAL(write)(out, ".", 1);
    (void)counted;
    close(out);
}

/* What fails now of a file that we watch: the first letter of its name, or 0. */
static char fault(int fd) {
    char path[PATH_MAX], word = 0;
    const char *name = getenv("DISK_FAULT");
    int in = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (in < 0) return 0;
    if (read(in, &word, 1) != 1) word = 0;
    close(in);
    return word && watched(fd, path) ? word : 0;
}

/* How much of a write the disk takes; -1, and errno, when it takes nothing. */
static ssize_t room(int fd, size_t n) {
    switch (fault(fd)) {
    case 'f': errno = ENOSPC; return -1;
    case 'w': errno = EIO; return -1;
    case 's': return n > 1 ? (ssize_t)(n / 2) : (errno = ENOSPC, -1);
    default: return (ssize_t)n;
    }
}

ssize_t write(int fd, const void *buf, size_t n) {
    off_t at = fd > 2 ? lseek(fd, 0, SEEK_CUR) : -1;
    if (at >= 0) {
        int flags = fcntl(fd, F_GETFL);
        struct stat st;
        ssize_t takes = room(fd, n);
        if (takes < 0) return -1;
        n = (size_t)takes;
        if ((flags & O_APPEND) && !fstat(fd, &st)) at = st.st_size;
        note(fd, at, n);
    }
    return REAL(write)(fd, buf, n);
}

ssize_t pwrite64(int fd, const void *buf, size_t n, off_t at) {
    ssize_t takes = room(fd, n);
    if (takes < 0) return -1;
    note(fd, at, (size_t)takes);
    return REAL(pwrite64)(fd, buf, (size_t)takes, at);
}

static int sync_with(int fd, int (*real)(int)) {
    if (fault(fd) == 'S') {
        settle(fd, 1);
        errno = EIO;
        return -1;
    }
    int done = real(fd);
    if (!done) {
        count_sync(fd);
        settle(fd, 0);
    }
    return done;
}

int fsync(int fd) { return sync_with(fd, REAL(fsync)); }

int fdatasync(int fd) { return sync_with(fd, REAL(fdatasync)); }
