export {
  type PostgresServer,
  startPostgres,
} from '../../plugins/store-postgres/test/start-postgres.ts'
