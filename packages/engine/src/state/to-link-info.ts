import { formatAddress, type LinkInfo, type Records as Model } from '@ays/core'

/** A link of a service as core's plain data. */
export function toLinkInfo(link: Model.Link): LinkInfo {
  const { argname, parent, named } = link
  return { argname, to: formatAddress(link), parent, named }
}
