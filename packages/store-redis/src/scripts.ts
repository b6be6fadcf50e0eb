import { createHash } from 'node:crypto'

/** A Lua script: the server does all of it or none, with nobody in between. */
export interface Script {
  readonly lua: string
  readonly sha: string
}

function script(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') }
}

/*
 * What the hash `val` holds beside the entries begins with a byte that no UTF-8 text has:
 *   \255rev          the revision of the last commit
 *   \255token        the token of the last lease
 *   \255id:<id>      the revision of a commit
 *   \255at:<rev>     "<seconds> <id>": when that commit was done; the ids in their order
 *   \255old          the oldest revision whose id is remembered
 * A stored entry is "<revision> <value>", a held lease "<token> <who>".
 */

/** The field of `val` that has the revision of the last commit. */
export const REVISION_FIELD = Buffer.from('\xffrev', 'latin1')

/**
 * KEYS val idx log lease…  ARGV id, number of checks, of puts, of deletes, token…, (key, version)…,
 * (key, value)…, key…  Replies done, fenced or conflict. A script that fails keeps what it has
 * written, so what may fail, should somebody else have touched the keys, comes first: the index is asked
 * for its type, and the log refuses an id that is too small.
 */
export const COMMIT = script(String.raw`
local val, idx, log = KEYS[1], KEYS[2], KEYS[3]
local id, checks, puts, deletes = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])

local known = redis.call('HGET', val, '\255id:' .. id)
if known then return { 'done', known } end

for n = 4, #KEYS do
  local held = redis.call('GET', KEYS[n])
  if not held or string.match(held, '^%d+') ~= ARGV[n + 1] then return { 'fenced', n - 4 } end
end

local at = #KEYS + 2
local conflicts = {}
for n = 1, checks do
  local stored = redis.call('HGET', val, ARGV[at])
  local found = stored and string.match(stored, '^%d+') or 'absent'
  if found ~= ARGV[at + 1] then
    conflicts[#conflicts + 1] = n - 1
    conflicts[#conflicts + 1] = found
  end
  at = at + 2
end
if #conflicts > 0 then return { 'conflict', conflicts } end

redis.call('ZCARD', idx)
local revision = redis.call('HINCRBY', val, '\255rev', 1)
local version = string.format('%.0f', revision)

local part, changes = 0, {}
local function write_log()
  redis.call('XADD', log, 'MAXLEN', '~', 10000, version .. '-' .. part, unpack(changes))
  part, changes = part + 1, {}
end
local function changed(kind, key)
  changes[#changes + 1] = kind
  changes[#changes + 1] = key
  if #changes == 2000 then write_log() end
end
for n = 0, puts - 1 do changed('p', ARGV[at + 2 * n]) end
for n = 0, deletes - 1 do changed('d', ARGV[at + 2 * puts + n]) end
if part == 0 and #changes == 0 then changes = { '', '' } end
if #changes > 0 then write_log() end

for first = 0, puts - 1, 1000 do
  local entries, members = {}, {}
  for n = first, math.min(first + 999, puts - 1) do
    local key = ARGV[at + 2 * n]
    entries[#entries + 1] = key
    entries[#entries + 1] = version .. ' ' .. ARGV[at + 2 * n + 1]
    members[#members + 1] = 0
    members[#members + 1] = key
  end
  redis.call('HSET', val, unpack(entries))
  redis.call('ZADD', idx, unpack(members))
end
at = at + 2 * puts
for first = at, at + deletes - 1, 1000 do
  local last = math.min(first + 999, at + deletes - 1)
  redis.call('HDEL', val, unpack(ARGV, first, last))
  redis.call('ZREM', idx, unpack(ARGV, first, last))
end

local now = tonumber(redis.call('TIME')[1])
redis.call('HSET', val, '\255id:' .. id, version, '\255at:' .. version, now .. ' ' .. id)
if revision % 16 == 0 then
  local oldest = tonumber(redis.call('HGET', val, '\255old') or 1)
  for _ = 1, 32 do
    local name = '\255at:' .. string.format('%.0f', oldest)
    local seconds, old = string.match(redis.call('HGET', val, name) or '0 ', '^(%d+) (.*)$')
    if oldest > revision - 1000 or tonumber(seconds) > now - 60 then break end
    redis.call('HDEL', val, name, '\255id:' .. old)
    oldest = oldest + 1
  end
  redis.call('HSET', val, '\255old', string.format('%.0f', oldest))
end
return { 'done', version }
`)

/** KEYS val idx  ARGV from, to, reverse, entries, bytes. Replies 1 when there is more, then key, stored… */
export const SCAN = script(String.raw`
local from, to, count, room = ARGV[1], ARGV[2], tonumber(ARGV[4]), tonumber(ARGV[5])
local keys
if ARGV[3] == '1' then
  keys = redis.call('ZREVRANGEBYLEX', KEYS[2], to, from, 'LIMIT', 0, count)
else
  keys = redis.call('ZRANGEBYLEX', KEYS[2], from, to, 'LIMIT', 0, count)
end
local page = { #keys == count and 1 or 0 }
for n, key in ipairs(keys) do
  local stored = redis.call('HGET', KEYS[1], key)
  page[#page + 1] = key
  page[#page + 1] = stored
  room = room - #stored
  if room <= 0 and n < #keys then
    page[1] = 1
    break
  end
end
return page
`)

/** KEYS val log  ARGV after (an id of the log), count. Replies revision, the log's first id, entries. */
export const READ_LOG = script(String.raw`
local revision = redis.call('HGET', KEYS[1], '\255rev') or '0'
local first = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
local entries = redis.call('XRANGE', KEYS[2], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
return { revision, first and first[1] or '', entries }
`)

/** KEYS val lease  ARGV who, ttl. Replies the token, or 0 and the milliseconds the holder has left. */
export const GRANT = script(String.raw`
local held = redis.call('GET', KEYS[2])
if held then
  local token, who = string.match(held, '^(%d+) (.*)$')
  if who == ARGV[1] then return { tonumber(token) } end
  return { 0, redis.call('PTTL', KEYS[2]) }
end
local token = redis.call('HINCRBY', KEYS[1], '\255token', 1)
redis.call('SET', KEYS[2], string.format('%.0f', token) .. ' ' .. ARGV[1], 'PX', ARGV[2])
return { token }
`)

/** KEYS lease  ARGV "<token> <who>", ttl. Replies 1, or 0 when it is lost. */
export const RENEW = script(String.raw`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`)

/** KEYS lease  ARGV "<token> <who>". */
export const RELEASE = script(String.raw`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`)
