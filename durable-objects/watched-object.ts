import { DurableObject } from 'cloudflare:workers';
import { joinWatchers } from './join-watchers.ts';
import type { Watchers } from './watchers.ts';

/** An object that watchers join, and that may sleep while they are there. */
export abstract class WatchedObject extends DurableObject {
  protected abstract readonly watchers: Watchers;

  override async fetch(request: Request): Promise<Response> {
    return joinWatchers(this.ctx, this.watchers, request);
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    if (typeof message === 'string') this.watchers.heard(socket, message);
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    this.watchers.left(socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    this.watchers.left(socket);
  }
}
