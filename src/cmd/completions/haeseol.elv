# Completions of haeseol

use str

set edit:completion:arg-completer[haeseol] = {|@words|
  e:haeseol complete -- $@words 2>/dev/null | from-lines | each {|line| put [(str:split "\t" $line)][0] }
}
