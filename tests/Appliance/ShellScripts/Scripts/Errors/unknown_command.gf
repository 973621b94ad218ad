bogus with words
