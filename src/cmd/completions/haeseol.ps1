# Completions of haeseol

Register-ArgumentCompleter -Native -CommandName haeseol -ScriptBlock {
    param($word, $ast, $cursor)
    $words = @($ast.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursor } | ForEach-Object { $_.Extent.Text })
    # An empty word is lost on its way to a program.
    $found = if ($word -eq '') { haeseol complete --blank -- @words 2>$null } else { haeseol complete -- @words 2>$null }
    $found | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        $text = if ($value -match '\s') { "'$value'" } else { $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $(if ($help) { $help } else { $value }))
    }
}
