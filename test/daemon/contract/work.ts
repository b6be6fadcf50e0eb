import assert from 'node:assert/strict'
import type { WorkApi } from '@ays/core'
import { apply, type Contract, rejects } from './site.ts'

export const workContract = {
  async pauseService(api) {
    await apply(api)
    assert.equal((await api.pauseService('db!main', { paused: true })).paused, true)
    assert.equal((await api.showService('db!main')).paused, true)
    assert.equal((await api.pauseService('db!main', { paused: false })).paused, false)
    await rejects(api.pauseService('db!none', { paused: true }), 'AYS_SERVICE_UNKNOWN')
  },
} satisfies Contract<'pauseService'>
