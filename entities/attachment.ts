import { Entity, ForeignKey, Index } from 'typeorm'
import type { AttachmentType } from '../rules/attachment-files.ts'
import { CodeColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, WordsColumn } from './columns.ts'
import { Matter } from './matter.ts'

/**
 * receiving: a place is taken, bytes may be under way. kept: there for people, its bytes are in the storage. removed: taken away by a
 * person; the row stays. discarded: an upload that came to nothing; the row goes as soon as its bytes are gone.
 */
export type AttachmentState = 'receiving' | 'kept' | 'removed' | 'discarded'

/** A file attached to a matter. Its id is the name of its bytes in the storage. */
@Entity('attachments')
@Index('ix_attachments_matter', ['matterId', 'state', 'id'])
@Index('ix_attachments_attached_by', ['attachedById', 'attachedAt', 'id'])
@Index('ix_attachments_sweep', ['sweepAt', 'id'])
export class Attachment {
  @IdColumn() id!: string
  @RefColumn()
  @ForeignKey(() => Matter, { name: 'fk_attachments_matter', onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })
  matterId!: string
  @CodeColumn() state!: AttachmentState
  /** The file's own name, cleaned; shown and sent back, used for nothing else. */
  @WordsColumn(120) name!: string
  /** By its content; null while it is received. */
  @CodeColumn({ nullable: true }) type!: AttachmentType | null
  /** Bytes; while it is received, what was announced or 0. */
  @IntegerColumn() size!: number
  /** SHA-256 of the bytes; null while they are received. */
  @WordsColumn(64, { nullable: true }) sha256!: string | null
  @RefColumn() attachedById!: string
  /** Office clock. */
  @InstantColumn() attachedAt!: number
  @RefColumn({ nullable: true }) removedById!: string | null
  @InstantColumn({ nullable: true }) removedAt!: number | null
  /** Machine clock: when bytes that nobody needs are looked for; null when there are none or they are to stay. */
  @InstantColumn({ nullable: true }) sweepAt!: number | null
}
