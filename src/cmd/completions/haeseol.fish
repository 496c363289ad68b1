# Completions of haeseol

function __haeseol_complete
    set -l found (haeseol complete -- (commandline -opc) (commandline -ct) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end

complete -c haeseol -f -a '(__haeseol_complete)'
