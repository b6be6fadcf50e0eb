/** JSON Schema of a duration; what it takes, core's parseDuration reads. */
export const DURATION = {
  title: 'a duration, such as 10s, 5m, 2h or 1d',
  type: ['string', 'number'],
  pattern: '^\\d+(\\.\\d+)?(ms|s|m|h|d|w)?$',
  minimum: 0,
}
