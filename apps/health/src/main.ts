import 'reflect-metadata';
import { HealthModule } from '@ttg/health';
import { runService } from '@ttg/process/services/service';
import answers from '../../answers.json';

/** Her practice outside, and her medicines. */
void runService('health', () => [HealthModule], answers);
