import type { ErrorEditRow } from '@strata/db';
import type { EditDirection as Direction, ConceptEdit as Edit } from '@strata/domain';
import { builder } from './builder.ts';
import { ErrorRole } from './error-range.ts';

const ConceptEdit = builder.enumType('ConceptEdit', {
  description: 'How a concept’s pixels were replaced.',
  values: {
    MEAN_COLOUR: { description: 'By the mean colour of the image.' },
    BLUR: { description: 'By the image, blurred.' },
    PATCH: { description: 'By the same place of another image of the class.' },
  } satisfies Record<Edit, unknown>,
});

const EditDirection = builder.enumType('EditDirection', {
  description: 'Which images a concept was edited in.',
  values: {
    TAKEN_OUT: { description: 'In errors that show it: does that mend them?' },
    PUT_IN: { description: 'In successes that don’t: does that break them?' },
  } satisfies Record<Direction, unknown>,
});

export const ErrorEdit = builder.objectRef<ErrorEditRow>('ErrorEdit').implement({
  description:
    'What replacing a concept’s pixels does to predictions, on images that did not choose it, beside a control: as many pixels replaced elsewhere in the same images.',
  fields: (t) => ({
    concept: t.exposeString('concept', { description: 'The concept.' }),
    edit: t.expose('edit', { type: ConceptEdit, description: 'How it was replaced.' }),
    direction: t.expose('direction', { type: EditDirection, description: 'Where.' }),
    role: t.expose('role', { type: ErrorRole, description: 'What it has to do with errors.' }),
    imageCount: t.exposeInt('imageCount', { description: 'Images that were edited.' }),
    changed: t.exposeInt('changed', { description: 'Errors that came out right, or successes that came out wrong.' }),
    controlChanged: t.exposeInt('controlChanged', { description: 'The same with the control.' }),
    effect: t.exposeFloat('effect', { description: 'Share changed beyond those that the control changes.' }),
    effectLower: t.exposeFloat('effectLower', { description: 'Lower end of its 95 % interval.' }),
    effectUpper: t.exposeFloat('effectUpper', { description: 'Upper end of it.' }),
    effectQ: t.exposeFloat('effectQ', {
      description: 'Of an effect by chance (sign test), adjusted over all edits that were tried.',
    }),
  }),
});
