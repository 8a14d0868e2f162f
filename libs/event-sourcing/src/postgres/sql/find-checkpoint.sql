select from platform.checkpoints where day = $1
