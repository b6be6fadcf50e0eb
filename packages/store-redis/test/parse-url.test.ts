import { describe, expect, it } from 'vitest'
import { parseUrl } from '../src/parse-url.ts'

const parse = (url: string) => parseUrl(url, '/repository')

describe('the URL of a Redis store', () => {
  it.each([
    ['redis://host', { kind: 'single', endpoints: [{ host: 'host', port: 6379 }], db: 0 }],
    ['redis://host:7000/3', { endpoints: [{ host: 'host', port: 7000 }], db: 3 }],
    ['redis://host?db=2', { endpoints: [{ host: 'host', port: 6379 }], db: 2 }],
    ['redis://', { endpoints: [{ host: '127.0.0.1', port: 6379 }] }],
    ['redis://[::1]:7000', { endpoints: [{ host: '::1', port: 7000 }] }],
    ['rediss://host', { kind: 'single', tls: {} }],
    ['redis+unix:///run/redis.sock?db=4', { kind: 'unix', name: '/run/redis.sock', db: 4 }],
    ['redis+unix:///run/a%20b.sock', { name: '/run/a b.sock' }],
    ['redis+unix://run/redis.sock', { name: '/repository/run/redis.sock', endpoints: [] }],
    [
      'redis+sentinel://a:1,b,[::1]:3/main/5',
      {
        kind: 'sentinel',
        endpoints: [
          { host: 'a', port: 1 },
          { host: 'b', port: 26379 },
          { host: '::1', port: 3 },
        ],
        name: 'main',
        db: 5,
      },
    ],
    [
      'rediss+cluster://a:1,b:2',
      {
        kind: 'cluster',
        tls: {},
        endpoints: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
        ],
      },
    ],
  ])('%s is understood', (url, target) => {
    expect(parse(url)).toMatchObject(target)
  })

  it.each([
    ['redis://host', undefined, undefined],
    ['redis://:secret@host', undefined, 'secret'],
    ['redis://me@host', 'me', undefined],
    ['redis://me:a%40b:c%2Fd@host', 'me', 'a@b:c/d'],
    ['redis+cluster://me:secret@a:1,b:2', 'me', 'secret'],
    ['redis+unix://me:secret@/run/redis.sock', 'me', 'secret'],
  ])('%s says who asks', (url, username, password) => {
    expect(parse(url)).toMatchObject({ username, password })
  })

  it.each([
    'redis:host',
    'http://host',
    'redis+other://host',
    'redis://host:port',
    'redis://a b',
    'redis://host/first',
    'redis://a,b',
    'redis+unix://',
    'redis+sentinel://host',
    'redis+cluster://host/1',
    'redis://%zz@host',
    'rediss://host?ca=missing.pem',
  ])('%s is AYS_STORE_URL', (url) => {
    expect(() => parse(url)).toThrow(expect.objectContaining({ code: 'AYS_STORE_URL' }))
  })

  it('a password is never shown', () => {
    expect(() => parse('redis://me:secret@host:port')).toThrow(/^(?!.*secret)/)
  })
})
