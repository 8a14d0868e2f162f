// The items of "bad input", over HTTP against the built application.
