import type { IsoDate } from '@ttg/event-sourcing';
import { IsCalendarDate, IsGssCode, IsId, IsOneOf, IsPart, IsPlainText } from '@ttg/web/http';
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional } from 'class-validator';
import { disclosureBases, type RecordDisclosure } from './disclosures/disclosures';

export class NamedPersonRequest {
  /** As she names them. */
  @IsPlainText({ max: 200 }) name!: string;
  /** Who they are to her. */
  @IsOptional() @IsPlainText({ max: 200 }) relationship?: string;
}

export class DoNotShareWithRequest {
  /** GSS code of a council. */
  @IsOptional() @IsGssCode() council?: string;
  /** Another organisation, such as an employer of his. */
  @IsOptional() @IsPlainText({ max: 200 }) organisation?: string;
  /** Somebody she names. */
  @IsOptional() @IsPart(() => NamedPersonRequest) person?: NamedPersonRequest;
  /** Only if she wants it recorded: nobody asks. */
  @IsOptional() @IsPlainText() why?: string;
}

export class BlockRecordRequest {
  /** An account of this system. */
  @IsOptional() @IsPlainText({ max: 100 }) accountId?: string;
  /** Somebody she names, whose account is not known. */
  @IsOptional() @IsPart(() => NamedPersonRequest) person?: NamedPersonRequest;
}

export class AreasToAvoidRequest {
  /** GSS codes: all of them, each time. */
  @IsArray({ message: 'councils must be a list of GSS codes.' })
  @ArrayMaxSize(500, { message: 'councils has more codes than there are councils.' })
  @IsGssCode({ each: true })
  councils!: string[];
  /** Streets or towns within them, where she wants it recorded. */
  @IsOptional() @IsPlainText() details?: string;
}

export class SafeContactRequest {
  /** A number that is safe for her. */
  @IsOptional() @IsPlainText({ max: 50 }) phone?: string;
  /** May it be called? */
  @IsBoolean({ message: 'safeToCall must be true or false.' }) safeToCall!: boolean;
  /** May it be sent texts? */
  @IsBoolean({ message: 'safeToText must be true or false.' }) safeToText!: boolean;
  /** May a message be left? */
  @IsBoolean({ message: 'safeToLeaveMessage must be true or false.' }) safeToLeaveMessage!: boolean;
  /** When she can be reached. */
  @IsOptional() @IsPlainText({ max: 500 }) times?: string;
  /** An address that is safe to post to. */
  @IsOptional() @IsPlainText({ max: 500 }) post?: string;
  /** The worker to reach her through. */
  @IsOptional() @IsPlainText({ max: 200 }) throughWorker?: string;
}

export class ProtectedAddressRequest {
  /** The address that nobody but the named lead sees. */
  @IsPlainText({ max: 500 }) address!: string;
  /** The address once more, typed again. */
  @IsPlainText({ max: 500 }) addressAgain!: string;
}

export class HerAccountRequest {
  /** Her words, whole. */
  @IsPlainText({ max: 3_000_000 }) herWords!: string;
}

export class DisagreementRequest {
  /** The `eventId` of what she disputes, from her timeline. */
  @IsId() disputes!: string;
  /** What she says about it, whole. */
  @IsPlainText({ max: 100_000 }) herWords!: string;
}

export class DisclosureRequest {
  /** An organisation. */
  @IsPlainText({ max: 200 }) to!: string;
  /** What kind of thing was shared, without its content. */
  @IsPlainText({ max: 200 }) what!: string;
  /** On what ground it was shared. */
  @IsOneOf(disclosureBases) basis!: RecordDisclosure['basis'];
  /** The day it was shared. */
  @IsCalendarDate() on!: IsoDate;
}
