# Completions of haeseol

_haeseol() {
    local found
    COMPREPLY=()
    while IFS= read -r found; do
        found=${found%%$'\t'*}
        # A name that the shell would read as more than a word.
        [[ $found == *[][[:space:]\"\'\`\$\&\;\|\<\>\(\)\{\}\*\?\!\~\#\\]* ]] && printf -v found %q "$found"
        COMPREPLY+=("$found")
    done < <(haeseol complete -- "${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null)
    # What goes on is typed on.
    [[ ${COMPREPLY[0]-} == */ ]] && compopt -o nospace 2>/dev/null
    return 0
}

complete -o default -F _haeseol haeseol
