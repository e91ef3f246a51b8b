import type { LayerOrder } from './layout/orders.ts';
import type { GridSize } from './layout/token-grid.ts';
import type { TracedLayout } from './layout/trace/classify.ts';
import type { MapOrder } from './layout/trace-orders.ts';
import type { ModuleEnds } from './modules/module-ends.ts';
import type { Shape } from './shape.ts';

/** A tensor that a model names. */
export interface ValueInfo {
  readonly name: string;
  readonly elementType: string;
  /** null = dynamic. */
  readonly shape: Shape;
}

/** A tensor that a node makes, and whether it can be explained. */
export interface TensorInfo extends ValueInfo {
  readonly op: string;
  /** Paths of the modules whose output it is, outermost first, as the network's own code names them. */
  readonly modules: readonly string[];
  /** It ends a module that holds others, or one of those at the top. */
  readonly endsBlock: boolean;
  readonly units: number | null;
  /** How its values lie on the image; null when it can't be explained. */
  readonly layout: LayerOrder | null;
  /** Rows and columns of its map; null = not known before the model runs. */
  readonly grid: GridSize | null;
  /** Tokens in front of those of the map, which are dropped. */
  readonly classTokens: number;
  /** Tokens behind those of the map, which are dropped. */
  readonly tailTokens: number;
  /** How the tokens of the map follow each other; `rows` for row by row. */
  readonly tokenOrder: string;
  /** What following it through the graph says; null = nothing, so its layout is taken from its shape. */
  readonly traced: TracedLayout;
  /** What the operators around it say of its order, should nothing be followed to it; null = nothing. */
  readonly nearby: MapOrder | null;
  readonly probeable: boolean;
  /** Why its values aren't the same each time; null when they are. */
  readonly unsteady: string | null;
  /** Why the tensor can't be explained; null when it can. */
  readonly reason: string | null;
}

/** A model as its file describes it. */
export interface OnnxModel {
  readonly path: string;
  readonly sha256: string;
  /** Of the file's format. */
  readonly irVersion: number;
  /** Of ONNX's own operators; null where the file has none of them. */
  readonly opset: number | null;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** Every node's outputs, in the file's order. */
  readonly tensors: readonly TensorInfo[];
  /** Tensors of graphs inside nodes, with the node: they can't be read. */
  readonly inner: ReadonlyMap<string, string>;
  /** The tensor that each module gives out, by the module's path. */
  readonly ends: ModuleEnds;
}
