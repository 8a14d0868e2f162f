select outcome, revision, position, taken_id
from eventstore.append($1, $2, $3, $4, $5, $6, $7, $8, $9)
