# Completions of haeseol

Register-ArgumentCompleter -Native -CommandName haeseol -ScriptBlock {
    param($word, $ast, $cursor)
    $words = @($ast.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursor } | ForEach-Object { $_.Extent.Text })
    # What a program says is read in the code page of the system, which on Windows is not UTF-8.
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
        # An empty word is lost on its way to a program.
        $found = if ($word -eq '') { haeseol complete --blank -- @words 2>$null } else { haeseol complete -- @words 2>$null }
    } finally {
        [Console]::OutputEncoding = $encoding
    }
    $found | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        # A name that the shell would read as more than a word; quotes are doubled, curved ones too.
        $text = if ($value -match '[^\p{L}\p{M}\p{N}/._=-]') { "'" + ($value -replace '[''\u2018-\u201b]', '$0$0') + "'" } else { $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $(if ($help) { $help } else { $value }))
    }
}
