import { createDataSource } from './database/data-source.ts'
import { readConfig } from './app/config.ts'

/** For TypeORM's command line: `npx tsx node_modules/typeorm/cli.js -d ormconfig.ts …`. */
export default createDataSource(readConfig().database)
