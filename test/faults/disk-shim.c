// Stands between SQLite and the disk (LD_PRELOAD): while the file named by CASTELLAN_DISK_FAULT is there, calls on the
// ledger's files fail as that file's first letter says: F as on a full disk (ENOSPC), R as on one that has become
// read-only (EROFS), S where syncing fails (EIO).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char fault_on(int fd) {
  const char *trigger = getenv("CASTELLAN_DISK_FAULT");
  if (trigger == NULL || access(trigger, F_OK) != 0) return 0;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  if (strstr(path, "ledger.sqlite") == NULL) return 0;
  int file = open(trigger, O_RDONLY);
  char kind = 0;
  if (file >= 0) {
    if (read(file, &kind, 1) != 1) kind = 0;
    close(file);
  }
  return kind;
}

static int write_error(int fd) {
  char kind = fault_on(fd);
  return kind == 'F' ? ENOSPC : kind == 'R' ? EROFS : 0;
}

#define WRITES(name, parameters, arguments)                                   \
  ssize_t name parameters {                                                   \
    static ssize_t(*real) parameters;                                         \
    if (real == NULL) real = (ssize_t(*) parameters)dlsym(RTLD_NEXT, #name);  \
    int error = write_error(fd);                                              \
    if (error != 0) return errno = error, -1;                                 \
    return real arguments;                                                    \
  }
WRITES(write, (int fd, const void *bytes, size_t count), (fd, bytes, count))
WRITES(pwrite, (int fd, const void *bytes, size_t count, off_t at), (fd, bytes, count, at))
WRITES(pwrite64, (int fd, const void *bytes, size_t count, off64_t at), (fd, bytes, count, at))

#define SYNCS(name)                                                           \
  int name(int fd) {                                                          \
    static int (*real)(int);                                                  \
    if (real == NULL) real = (int (*)(int))dlsym(RTLD_NEXT, #name);           \
    if (fault_on(fd) == 'S') return errno = EIO, -1;                          \
    return real(fd);                                                          \
  }
SYNCS(fsync)
SYNCS(fdatasync)
