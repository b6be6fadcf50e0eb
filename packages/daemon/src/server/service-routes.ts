import { type Route, route } from './route.ts'

/** Services, one at a time: now, in the past, and by hand. */
export const SERVICE_ROUTES: readonly Route[] = [
  route({
    id: 'listServices',
    scope: 'read',
    method: 'GET',
    url: '/services',
    summary: 'Services, sorted by address',
    query: 'ServiceFilter',
    answer: 'Services',
    next: ({ address }) => ({ after: address }),
    call: (api, { query }, options) => api.listServices(query, options),
  }),
  route({
    id: 'showService',
    scope: ({ query }) => (query.secrets === true ? 'admin' : 'read'),
    method: 'GET',
    url: '/services/:address',
    summary: 'One service: data, links, states',
    path: 'ServicePath',
    query: 'SecretsQuery',
    answer: 'ServiceDetail',
    call: (api, { path, query }, options) =>
      api.showService(path.address, { ...options, ...query }),
  }),
  route({
    id: 'why',
    scope: 'read',
    method: 'GET',
    url: '/services/:address/why',
    summary: 'Why a service exists, and why its actions wait, were done or will be',
    path: 'ServicePath',
    query: 'WhyQuery',
    answer: 'WhyReport',
    call: (api, { path, query }, options) => api.why(path.address, query.action, options),
  }),
  route({
    id: 'serviceHistory',
    scope: 'read',
    method: 'GET',
    url: '/services/:address/history',
    summary: 'The past of a service, also of one that is gone',
    path: 'ServicePath',
    query: 'HistoryQuery',
    answer: 'ServiceHistory',
    call: (api, { path, query }, options) =>
      api.serviceHistory(path.address, { ...options, ...query }),
  }),
  route({
    id: 'diffService',
    scope: 'read',
    method: 'GET',
    url: '/services/:address/diff',
    summary: 'What differs between two revisions of a service',
    path: 'ServicePath',
    query: 'RevisionQuery',
    answer: 'ServiceDiff',
    call: (api, { path, query: { uid, ...range } }, options) =>
      api.diffService(path.address, range, { ...options, ...(uid !== undefined && { uid }) }),
  }),
  route({
    id: 'showServiceAt',
    scope: ({ query }) => (query.secrets === true ? 'admin' : 'read'),
    method: 'GET',
    url: '/services/:address/past',
    summary: 'A service as it was in a revision or at a time',
    path: 'ServicePath',
    query: 'PastQuery',
    answer: 'ServiceSnapshot',
    call: (api, { path, query: { revision, at = Date.now(), ...query } }, options) => {
      const point = revision === undefined ? { at } : { revision }
      return api.showServiceAt(path.address, point, { ...options, ...query })
    },
  }),
  route({
    id: 'setServiceState',
    scope: 'write',
    ifMatch: true,
    method: 'POST',
    url: '/services/:address/state',
    summary: 'Set the state of an action by hand',
    path: 'ServicePath',
    body: 'StateChange',
    answer: 'ActionStateInfo',
    call: (api, { path, body }, options) => api.setServiceState(path.address, body, options),
  }),
  route({
    id: 'forgetService',
    scope: 'write',
    ifMatch: true,
    method: 'POST',
    url: '/services/:address/forget',
    summary: 'Take the record of a service away; nothing of it is taken down',
    path: 'ServicePath',
    body: 'ForgetRequest',
    answer: 'ForgetReport',
    call: (api, { path, body }, options) =>
      api.forgetService(path.address, { ...options, ...body }),
  }),
]
