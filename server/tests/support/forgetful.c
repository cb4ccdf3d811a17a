/* A disk that forgets what was not synced.
 *
 * Loaded under the program (LD_PRELOAD), it notes before each write to a file under FORGETFUL_DATA what the write
 * replaces, one file a note in FORGETFUL_UNDO, and throws the notes of a file away when that file is synced. After
 * the process was killed, the test takes back every write whose note is left (tests/support/process.rs).
 * Truncation and renaming are not undone: the store syncs around them, and the test is about appends. */

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
    const char *data = getenv("FORGETFUL_DATA");
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
    if (!watched(fd, path) || fstat(fd, &st) || !S_ISREG(st.st_mode)) return;
    size_t old = at >= st.st_size ? 0 : (size_t)(st.st_size - at) < size ? (size_t)(st.st_size - at) : size;
    char *bytes = malloc(old ? old : 1);
    /* The program may hold the file for writing only. */
    int in = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = in < 0 ? 0 : pread(in, bytes, old, at);
    if (in >= 0) close(in);
    pthread_mutex_lock(&lock);
    snprintf(name, sizeof name, "%s/%012lu-%d", getenv("FORGETFUL_UNDO"), count++, (int)getpid());
    int out = open(name, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    int n = snprintf(head, sizeof head, "%s\n%lld %lld %zd\n", path, (long long)at, (long long)st.st_size, got < 0 ? 0 : got);
    ssize_t a = REAL(write)(out, head, (size_t)n), b = REAL(write)(out, bytes, got < 0 ? 0 : (size_t)got);
    (void)a, (void)b;
    close(out);
    pthread_mutex_unlock(&lock);
    free(bytes);
}

/* The file is on the disk: nothing of it will be forgotten. */
static void synced(int fd) {
    char path[PATH_MAX], name[PATH_MAX + 300], line[PATH_MAX];
    const char *undo = getenv("FORGETFUL_UNDO");
    if (!undo || !watched(fd, path)) return;
    pthread_mutex_lock(&lock);
    DIR *dir = opendir(undo);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (e->d_name[0] == '.') continue;
        snprintf(name, sizeof name, "%s/%s", undo, e->d_name);
        FILE *f = fopen(name, "re");
        if (!f) continue;
        int same = fgets(line, sizeof line, f) && strncmp(line, path, strlen(path)) == 0 && line[strlen(path)] == '\n';
        fclose(f);
        if (same) unlink(name);
    }
    if (dir) closedir(dir);
    pthread_mutex_unlock(&lock);
}

ssize_t write(int fd, const void *buf, size_t n) {
    off_t at = fd > 2 ? lseek(fd, 0, SEEK_CUR) : -1;
    if (at >= 0) {
        int flags = fcntl(fd, F_GETFL);
        struct stat st;
        if ((flags & O_APPEND) && !fstat(fd, &st)) at = st.st_size;
        note(fd, at, n);
    }
    return REAL(write)(fd, buf, n);
}

ssize_t pwrite64(int fd, const void *buf, size_t n, off_t at) {
    note(fd, at, n);
    return REAL(pwrite64)(fd, buf, n, at);
}

int fsync(int fd) {
    int done = REAL(fsync)(fd);
    if (!done) synced(fd);
    return done;
}

int fdatasync(int fd) {
    int done = REAL(fdatasync)(fd);
    if (!done) synced(fd);
    return done;
}
