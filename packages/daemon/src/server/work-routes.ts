import { type Route, route } from './route.ts'

/** What is asked of the work of a daemon. */
export const WORK_ROUTES: readonly Route[] = [
  route({
    id: 'pauseService',
    scope: 'run',
    method: 'PUT',
    url: '/services/:address/paused',
    summary: 'Whether what recurs of a service does so',
    path: 'ServicePath',
    body: 'PauseChange',
    answer: 'ServiceDetail',
    call: (api, { path, body }, options) => api.pauseService(path.address, body, options),
  }),
]
