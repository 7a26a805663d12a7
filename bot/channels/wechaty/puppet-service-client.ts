import { PuppetService } from 'wechaty-puppet-service'

/** Longer than any outage we wait through: the built-in watchdog must not restart a client we supervise. */
const watchdogSeconds = 7 * 24 * 3_600

type GrpcManager = Parameters<PuppetService['bridgeGrpcEventStream']>[0]

/**
 * The gRPC client of a hosted puppet, minus three habits: it stops the hosted puppet when it stops itself, it keeps
 * people and rooms on disk under the home directory (stale, and nobody's business there), and it does not say when
 * it cannot connect or its event stream is gone for good. `lost` settles when that happens; the client is then of no further use.
 */
export class PuppetServiceClient extends PuppetService {
  readonly lost: Promise<string>
  private lose: (reason: string) => void = () => undefined

  constructor(options: ConstructorParameters<typeof PuppetService>[0]) {
    super({ timeoutSeconds: watchdogSeconds, ...options })
    this.lost = new Promise((resolve) => {
      this.lose = resolve
    })
  }

  /** Closes stream and connection; the hosted puppet runs on. */
  hangUp(): void {
    const manager = this._grpcManager
    delete this._grpcManager
    try {
      manager?.eventStream?.on('error', () => undefined)
      manager?.eventStream?.cancel()
      manager?.client.close()
    } catch {
      // The client was never opened, or is closed already.
    }
  }

  override async onStart(): Promise<void> {
    try {
      await super.onStart()
    } catch (error) {
      this.lose(error instanceof Error ? error.message : 'no connection')
      throw error
    }
  }

  override async onStop(): Promise<void> {
    this.hangUp()
    this._cleanupCallbackList.forEach((clean) => clean())
    this._cleanupCallbackList.length = 0
  }

  protected override hookPayloadStore(): void {
    // No store: payloads are always asked of the host.
  }

  protected override bridgeGrpcEventStream(manager: GrpcManager): void {
    super.bridgeGrpcEventStream(manager)
    manager.on('error', (error: unknown) => this.lose(error instanceof Error ? error.message : 'stream error'))
    manager.on('end', () => this.lose('stream ended'))
    manager.on('cancel', () => this.lose('stream cancelled'))
  }
}
