import type { Command } from 'commander';
import { connect } from './connect.ts';
import type { Connection, Target } from './connection.ts';
import type { Host } from './host.ts';
import type { Opener } from './ports.ts';
import type { Report } from './report.ts';

/** Everything a run of the CLI is given. */
export interface World {
  readonly host: Host;
  readonly opener: Opener;
  /** The folder of `.env` and `.sallyport`. */
  readonly projectDir: string;
  readonly version: string;
}

export interface GlobalOptions extends Target {
  readonly json?: boolean;
}

/** One run of the CLI: connects, shows what a command reports, remembers whether something failed. */
export class Session {
  readonly world: World;
  failed = false;

  constructor(world: World) {
    this.world = world;
  }

  /** Does a command's work on the gateway that was named. */
  async on(command: Command, work: (connection: Connection) => Promise<Report>): Promise<void> {
    const { projectDir, opener } = this.world;
    await this.show(command, await work(await connect(this.globals(command), projectDir, opener.stage)));
  }

  /** Does work that gives its text piece by piece: too much for one report. */
  async stream(
    command: Command,
    work: (connection: Connection) => Promise<AsyncIterable<string>>,
  ): Promise<void> {
    const { projectDir, opener, host } = this.world;
    const pieces = await work(await connect(this.globals(command), projectDir, opener.stage));
    for await (const piece of pieces) await host.write(piece);
  }

  globals(command: Command): GlobalOptions {
    return command.optsWithGlobals();
  }

  async show(command: Command, report: Report): Promise<void> {
    if (report.failed === true) this.failed = true;
    try {
      await this.world.host.show(report, this.globals(command).json === true ? 'json' : 'table');
    } catch (error) {
      this.failed = true;
      if (report.unshown === undefined) throw error;
      this.world.host.complain([await report.unshown()]);
    }
  }
}
