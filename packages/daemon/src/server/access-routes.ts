import { type Route, route } from './route.ts'

/** Who may use the repository, and what they did. */
export const ACCESS_ROUTES: readonly Route[] = [
  route({
    id: 'createToken',
    scope: 'admin',
    method: 'POST',
    url: '/tokens',
    summary: 'Make a token; its secret is told only here',
    body: 'NewToken',
    answer: 'CreatedToken',
    call: (api, { body }, options) => api.createToken(body, options),
  }),
  route({
    id: 'listTokens',
    scope: 'admin',
    method: 'GET',
    url: '/tokens',
    summary: 'Tokens, oldest first, also those that are valid no more',
    answer: 'Tokens',
    call: (api, _input, options) => api.listTokens(options),
  }),
  route({
    id: 'revokeToken',
    scope: 'admin',
    method: 'POST',
    url: '/tokens/:token/revoke',
    summary: 'Let nobody in with this token any more',
    path: 'TokenPath',
    body: 'RevokeRequest',
    answer: 'TokenInfo',
    call: (api, { path, body }, options) => api.revokeToken(path.token, { ...options, ...body }),
  }),
  route({
    id: 'listAudit',
    scope: 'admin',
    method: 'GET',
    url: '/audit',
    summary: 'Calls through a daemon that could change something, newest first',
    query: 'AuditFilter',
    answer: 'Audit',
    next: ({ id }) => ({ before: id }),
    call: (api, { query }, options) => api.listAudit(query, options),
  }),
]
