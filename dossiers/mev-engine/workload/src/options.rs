//! Options of the measuring programs: `--name value` pairs, all of them with a default but the output.

use std::collections::HashMap;
use std::str::FromStr;

pub struct Options(HashMap<String, String>);

impl Options {
    /// The options of this process; `known` are the names it may use. Ends it where one is wrong.
    pub fn read(known: &[&str]) -> Options {
        Options::parse(std::env::args().skip(1), known).unwrap_or_else(|why| stop(&why))
    }

    fn parse(mut words: impl Iterator<Item = String>, known: &[&str]) -> Result<Options, String> {
        let mut given = HashMap::new();
        while let Some(word) = words.next() {
            let name = word.strip_prefix("--").filter(|name| known.contains(name));
            let name = name.ok_or(format!("{} is unknown; options: --{}", word, known.join(" --")))?;
            let value = words.next().ok_or(format!("--{} needs a value", name))?;
            given.insert(name.to_string(), value);
        }
        Ok(Options(given))
    }

    /// An option's value, or the default.
    pub fn get<T: FromStr>(&self, name: &str, default: T) -> T {
        match self.0.get(name) {
            None => default,
            Some(text) => text.parse().unwrap_or_else(|_| stop(&format!("--{} cannot be {}", name, text))),
        }
    }

    /// Where the samples go.
    pub fn output(&self) -> String {
        self.0.get("output").cloned().unwrap_or_else(|| stop("--output FILE is needed"))
    }
}

fn stop(why: &str) -> ! {
    eprintln!("{}", why);
    std::process::exit(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(String::from), &["rounds", "output"])
    }

    #[test]
    fn values_and_defaults() {
        let options = parsed("--rounds 7").ok().unwrap();
        assert_eq!((options.get("rounds", 1), options.get("output", String::from("o"))), (7, "o".into()));
    }

    #[test]
    fn what_is_not_known_or_not_whole_is_refused() {
        assert!(parsed("--round 7").err().unwrap().contains("--round is unknown"));
        assert!(parsed("--rounds").err().unwrap().contains("needs a value"));
    }
}
