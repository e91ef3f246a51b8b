import {
  type ChildList,
  type Condition,
  conditionOf,
  countRowsOf,
  type ListQuery,
  type PageQuery,
  readPages,
  type Store,
} from '@strata/db';
import DataLoader from 'dataloader';

type Identified = { readonly id: number };
type ParentQuery<Query> = { readonly parent: number; readonly query: Query };

export interface ListLoaders {
  /** A parent's page; equal pages of several parents are read in one statement. */
  page<Row extends Identified, Where>(
    list: ChildList<Row, Where>,
    asked: ParentQuery<PageQuery<Where>>,
  ): Promise<readonly Row[]>;
  /** How many rows a parent has; equal counts of several parents are one statement. */
  count<Row extends Identified, Where>(
    list: ChildList<Row, Where>,
    asked: ParentQuery<ListQuery<Where>>,
  ): Promise<number>;
}

/** Loaders of lists nested in other lists, for one request. */
export function createListLoaders(store: Store): ListLoaders {
  const pages = new Map<string, DataLoader<number, readonly Identified[]>>();
  const counts = new Map<string, DataLoader<number, number>>();
  const conditions = new Map<string, Condition>();
  /** What a filter names is looked up once a request, for rows and numbers and for parents of several levels. */
  const conditionFor = <Row extends Identified, Where>(
    list: ChildList<Row, Where>,
    where: Where | null | undefined,
  ): Condition => {
    const name = `${list.name} ${JSON.stringify(where ?? null)}`;
    const condition = conditions.get(name) ?? conditionOf(store.db, { list, where });
    conditions.set(name, condition);
    return condition;
  };
  return {
    page: async <Row extends Identified, Where>(list: ChildList<Row, Where>, asked: ParentQuery<PageQuery<Where>>) => {
      const loader = kept(pages, `${list.name} ${JSON.stringify(asked.query)}`, async (parents) => {
        const rows = await readPages(store, list, {
          ...asked.query,
          condition: conditionFor(list, asked.query.where),
          parents,
        });
        return parents.map((parent) => rows.get(parent) ?? []);
      });
      // The key holds the list's name, so the loader's rows are this list's.
      return (await loader.load(asked.parent)) as readonly Row[];
    },
    count: (list, { parent, query: { where } }) =>
      kept(counts, `${list.name} ${JSON.stringify(where ?? null)}`, async (parents) => {
        const found = await countRowsOf(store, list, { parents, where, condition: conditionFor(list, where) });
        return parents.map((one) => found.get(one) ?? 0);
      }).load(parent),
  };
}

function kept<Value>(
  loaders: Map<string, DataLoader<number, Value>>,
  name: string,
  read: (parents: readonly number[]) => Promise<Value[]>,
): DataLoader<number, Value> {
  const loader = loaders.get(name) ?? new DataLoader(read);
  loaders.set(name, loader);
  return loader;
}
