import { type Route, route } from './route.ts'

/** The repository as files. */
export const PORT_ROUTES: readonly Route[] = [
  route({
    id: 'exportServices',
    scope: ({ query }) => (query.secrets === true ? 'admin' : 'read'),
    method: 'GET',
    url: '/export',
    summary: 'Services and actors as files',
    query: 'ExportRequest',
    answer: 'ExportReport',
    call: (api, { query }, options) => api.exportServices(query, options),
  }),
  route({
    id: 'importServices',
    // It brings code along.
    scope: 'admin',
    method: 'POST',
    url: '/import',
    summary: 'Bring in what files say and the repository has not',
    body: 'ImportRequest',
    answer: 'ImportReport',
    call: (api, { body }, options) => api.importServices(body, options),
  }),
]
