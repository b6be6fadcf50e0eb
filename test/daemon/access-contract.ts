import assert from 'node:assert/strict'
import { type AccessApi, type AysApi, isAysError } from '@ays/core'

/** What the methods about tokens do, whoever implements them. */
export const accessContract: Readonly<Record<keyof AccessApi, (api: AysApi) => Promise<void>>> = {
  async createToken(api) {
    const { token, secret } = await api.createToken({ name: 'ci', scope: 'run', who: 'tester' })
    assert.deepEqual(
      [token.name, token.scope, token.state, token.createdBy],
      ['ci', 'run', 'valid', 'tester'],
    )
    assert.match(secret, new RegExp(`^ays_${token.id}_[\\w-]{43}$`))
    const past = api.createToken({ name: 'ci', scope: 'run', expires: 1 })
    await assert.rejects(past, (error) => isAysError(error, 'AYS_USAGE'))
    const unnamed = api.createToken({ name: 'a b', scope: 'run' })
    await assert.rejects(unnamed, (error) => isAysError(error, 'AYS_NAME_INVALID'))
  },
  async listTokens(api) {
    const { token } = await api.createToken({ name: 'ci', scope: 'run' })
    const { token: other, secret } = await api.createToken({ name: 'ops', scope: 'admin' })
    assert.deepEqual(await api.listTokens(), [token, other])
    assert(!JSON.stringify(await api.listTokens()).includes(secret))
  },
  async revokeToken(api) {
    const { token } = await api.createToken({ name: 'ci', scope: 'run' })
    const revoked = await api.revokeToken(token.id, { who: 'tester' })
    assert.deepEqual([revoked.state, revoked.revokedBy], ['revoked', 'tester'])
    assert.deepEqual(await api.revokeToken(token.id), revoked)
    const unknown = api.revokeToken('none')
    await assert.rejects(unknown, (error) => isAysError(error, 'AYS_TOKEN_UNKNOWN'))
  },
  async listAudit(api) {
    assert.deepEqual(await api.listAudit({ limit: 5 }), [])
  },
}
