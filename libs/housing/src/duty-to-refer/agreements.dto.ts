import { IsCalendarDate, IsId, IsOneOf, IsPlainText } from '@ttg/web/http';
import { IsBoolean, IsOptional } from 'class-validator';
import { sinceDutyToRefer } from '../since';
import { agreementsTo } from './referral';

export class DraftReferralRequest {
  /** The case that is open. */
  @IsId() readonly caseId!: string;
  /** Is she homeless, or threatened with homelessness within 56 days? */
  @IsOneOf(['homeless', 'threatened']) readonly reason!: 'homeless' | 'threatened';
}

export class AgreementRequest {
  /** What she was asked. */
  @IsOneOf(agreementsTo) readonly to!: 'referral' | 'choice-of-council' | 'pass-on-contact-details';
  /** What she said. `withdrawn` takes back what she gave. */
  @IsOneOf(['given', 'refused', 'withdrawn']) readonly answer!: 'given' | 'refused' | 'withdrawn';
  /** The English housing authority she chose: with `choice-of-council` given, and only then. */
  @IsOptional() @IsPlainText({ max: 40 }) readonly council?: string;
  /** The day she was asked. Today if not given. */
  @IsOptional() @IsCalendarDate(sinceDutyToRefer) readonly on?: string;
  /** How she was asked. */
  @IsOneOf(['face-to-face', 'telephone', 'video', 'in-writing', 'through-interpreter'])
  readonly how!: 'face-to-face' | 'telephone' | 'video' | 'in-writing' | 'through-interpreter';
  /** What she said, as she said it. */
  @IsOptional() @IsPlainText({ max: 4000 }) readonly herWords?: string;
}

/** Names of those who must not know belong to `sharing`, never here. */
export class WhoMustNotKnowRequest {
  /** The council she was asked about: the one she chose, if not given. */
  @IsOptional() @IsPlainText({ max: 40 }) readonly council?: string;
  /** Was she asked alone, where nobody could overhear? */
  @IsBoolean() readonly inPrivate!: boolean;
  /** Is there anyone at this council who must not know? */
  @IsOneOf(['yes', 'no', 'chose-not-to-say']) readonly anyoneAtThisCouncil!: 'yes' | 'no' | 'chose-not-to-say';
  /** Is there anyone in this area who must not know? */
  @IsOneOf(['yes', 'no', 'chose-not-to-say']) readonly anyoneInThisArea!: 'yes' | 'no' | 'chose-not-to-say';
}
