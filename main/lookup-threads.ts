// The system looks names up in threads that libuv starts once per process, 4 of them, and leaves half of them to
// lookups: two names that hang would keep all others waiting. Imported first, for they are started at first use.
process.env['UV_THREADPOOL_SIZE'] ??= '64'
