/* measured FD PROGRAM ARGUMENT…: runs a program and writes `STATUS WALL_NS CPU_US PEAK_KB` to that file descriptor.

   The peak of a process counts from its fork, so it must be forked by something small, not by Python. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv)
{
    struct rusage u;
    int           fd = argc > 1 ? atoi(argv[1]) : 1, status = 0;
    long long     start = now_ns(), wall;
    pid_t         child = fork();

    if (child == 0) {
        close(fd);
        if (argc > 2)
            execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &u) < 0)
        return 1;
    wall   = now_ns() - start;
    status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    dprintf(fd, "%d %lld %lld %ld\n", status, wall,
            (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000LL + u.ru_utime.tv_usec + u.ru_stime.tv_usec, u.ru_maxrss);
    return 0;
}
