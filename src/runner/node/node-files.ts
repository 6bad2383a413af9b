import { type StoredFile, storedIds } from '../../engine/item.ts';
import type { ExecutionFiles, KnownFile } from '../../executions/files/file-types.ts';
import { fileNotFound } from '../../nodes/files/file-not-found.ts';
import type { CallEnd, NodeRequest } from '../../nodes/node-run.ts';
import type { OutgoingRequest, StreamedBody, TakeLargeBody } from '../../shared/http-exchange.ts';
import type { ExecutionRun, RunnerServices } from '../run/execution-run.ts';
import type { CompiledNode } from '../workflow/compiled-node.ts';
import { databaseWork } from './database-work.ts';

type Holding = { readonly run: ExecutionRun; readonly services: RunnerServices; readonly compiled: CompiledNode };

function holderOf({ run }: Holding) {
  return { workspaceId: run.workflow.identity.workspaceId, executionId: run.id };
}

/** Lets the execution hold the files that called executions give back. */
export async function takeFiles(holding: Holding, ends: readonly CallEnd[]): Promise<void> {
  const { files } = holding.services;
  if (files === null) return;
  const { workspaceId, executionId } = holderOf(holding);
  for (const end of ends) {
    if (end.status !== 'completed') continue;
    const shared = { fileIds: storedIds(end.items), executionIds: [executionId] };
    await files.share({ workspaceId, executionId: end.executionId }, shared);
  }
}

/**
 * A called execution that is retried has the items of its caller, who may still hold their files.
 */
async function takeFromCaller(files: ExecutionFiles, holding: Holding, fileId: string): Promise<KnownFile | null> {
  const { run } = holding;
  const caller = run.triggerType === 'workflow' ? run.trigger.data.execution_id : undefined;
  if (typeof caller !== 'string') return null;
  const { workspaceId, executionId } = holderOf(holding);
  await files.share({ workspaceId, executionId: caller }, { fileIds: [fileId], executionIds: [executionId] });
  return files.find({ workspaceId, executionId }, fileId);
}

async function findFile(files: ExecutionFiles, holding: Holding, fileId: string): Promise<KnownFile | null> {
  return (await files.find(holderOf(holding), fileId)) ?? (await takeFromCaller(files, holding, fileId));
}

/** Opens a file that the execution holds. Throws `NodeError` `file.not_found`. */
export async function openFile(holding: Holding, file: StoredFile): Promise<StreamedBody> {
  const { files } = holding.services;
  const holder = holderOf(holding);
  const found = files === null ? null : await databaseWork(() => findFile(files, holding, file.file_id));
  if (files === null || found === null || found.kind !== 'file') throw fileNotFound(file);
  return {
    size: found.size,
    sha256: found.sha256,
    async open() {
      const bytes = await files.read(holder, found, { offset: 0, length: found.size });
      if (bytes === null) throw fileNotFound(file);
      return bytes;
    },
  };
}

/** The request of a node, with somebody who takes an answer that is too large for memory, where there is a bucket. */
export function fileKeeping(holding: Holding, { keepAs, ...request }: NodeRequest): OutgoingRequest {
  const { run, services, compiled } = holding;
  const { files } = services;
  if (keepAs === undefined || files === null) return request;
  const nodeId = compiled.plan.node.id;
  const isKept = (run.workflow.kept?.outputOf(nodeId) ?? 'all') === 'all';
  const maker = { ...holderOf(holding), nodeId, kind: 'file', isKept } as const;
  const takeLarge: TakeLargeBody = (head) => {
    const label = keepAs(head);
    if (label === null) return null;
    return (chunks) => files.write(maker, label, chunks);
  };
  return { ...request, takeLarge };
}
