import type { HostFactory } from '@ays/core'

/** A host of the tests: its programs find in BOX which description they run by. */
export const createHost: HostFactory = (description, local) => ({
  exec: (job, command, args = [], options) =>
    local(job, command, args, { ...options, env: { BOX: JSON.stringify(description) } }),
  async [Symbol.asyncDispose]() {},
})
