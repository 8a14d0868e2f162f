import {
  BaseType,
  type Context,
  type Definition,
  type NodeParser,
  type SubNodeParser,
  type SubTypeFormatter,
  type TypeFormatter,
} from 'ts-json-schema-generator';
import { type SourceNode, ts, type TypeAlias } from './typescript';

/** Types of ours that have a form of their own on the wire, by name. */
const forms: Readonly<Record<string, Definition>> = {
  IsoDate: { type: 'string', format: 'date' },
  IsoInstant: { type: 'string', format: 'date-time' },
  PrisonId: { type: 'string', pattern: '^[A-Z]{3}$', description: 'NOMIS id of a prison.' },
  GssCode: {
    type: 'string',
    pattern: '^([EWS]\\d{8}|PROVISIONAL-[A-Z-]+)$',
    description: 'GSS code of a council; a provisional one until it is published.',
  },
};

/** Lists of codes that grow: whoever reads them must take a code that it does not know. */
const openLists = new Set([
  'ArrangementKind',
  'Audience',
  'PlacementKind',
  'ReleaseDateType',
  'RuleId',
  'TaskKind',
  'WithdrawalReason',
]);

const sealedForm: Definition = {
  type: 'object',
  properties: {
    $sealed: { type: 'string', pattern: '^[a-z-]+\\.[\\w-]+\\.[\\w-]+\\.[\\w-]+$' },
  },
  required: ['$sealed'],
  additionalProperties: false,
};

/** A type as it stands on the wire, given what is within it. */
class WireForm extends BaseType {
  constructor(
    private readonly id: string,
    readonly within: BaseType | undefined,
    readonly shown: (within: Definition) => Definition,
  ) {
    super();
  }

  getId(): string {
    return this.id;
  }
}

const referenceName = (node: SourceNode): string | undefined =>
  ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) ? node.typeName.text : undefined;

const isOpenList = (node: SourceNode): node is TypeAlias =>
  ts.isTypeAliasDeclaration(node) && openLists.has(node.name.text);

/** Reads the types that have a form of their own: what is sealed, dates, codes, lists that grow. */
export class WireFormParser implements SubNodeParser {
  constructor(private readonly inner: NodeParser) {}

  supportsNode(node: SourceNode): boolean {
    const name = referenceName(node) ?? '';
    return name === 'Personal' || name in forms || isOpenList(node);
  }

  createType(node: SourceNode, context: Context): BaseType {
    if (isOpenList(node)) {
      const codes = this.inner.createType(node.type, context);
      return new WireForm(node.name.text, codes, ({ enum: known, ...rest }) => ({
        ...rest,
        'x-extensible-enum': known,
      }));
    }
    const name = referenceName(node) ?? '';
    const form = forms[name];
    return form ? new WireForm(name, undefined, () => form) : this.sealed(node, context);
  }

  private sealed(node: SourceNode, context: Context): BaseType {
    const content = ts.isTypeReferenceNode(node) ? node.typeArguments?.[0] : undefined;
    const within = content && this.inner.createType(content, context);
    return new WireForm(`sealed-${within?.getId()}`, within, (opens) => ({ ...sealedForm, 'x-opens': opens }));
  }
}

/** Writes them. */
export class WireFormFormatter implements SubTypeFormatter {
  constructor(private readonly inner: TypeFormatter) {}

  supportsType(type: BaseType): boolean {
    return type instanceof WireForm;
  }

  getDefinition(type: WireForm): Definition {
    return type.shown(type.within ? this.inner.getDefinition(type.within) : {});
  }

  getChildren(type: WireForm): BaseType[] {
    return type.within ? this.inner.getChildren(type.within) : [];
  }
}
