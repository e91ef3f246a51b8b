/** The row a foreign key points at, which exists. @throws Error when it does not, which is a defect */
export async function present<Row>(row: Promise<Row | null>): Promise<Row> {
  const value = await row;
  if (value === null) throw new Error('Expected the row that a foreign key points at, none came.');
  return value;
}
