import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm'

/** Columns in snake_case; tables, indices and foreign keys carry their names in the decorators. */
export class SnakeCaseNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string): string {
    return customName || propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  }
}
