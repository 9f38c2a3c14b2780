//! The keyboard alone: a story told with these is one that a person without a mouse can follow.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use crate::{Browser, Result};

impl Browser {
    /// Presses keys one after another, each a character, a name as JavaScript knows it (`Enter`, `ArrowDown`), or a chord
    /// such as `Control+k`; parted by spaces: `"g r Enter"`.
    pub async fn press(&self, keys: &str) -> Result {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for chord in keys.split_whitespace() {
            let codes = chord_codes(chord)?;
            for &value in &codes {
                actions = actions.then(KeyAction::Down { value });
            }
            for &value in codes.iter().rev() {
                actions = actions.then(KeyAction::Up { value });
            }
        }
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Types text where the focus is.
    pub async fn type_text(&self, text: &str) -> Result {
        Ok(self.client.active_element().await?.send_keys(text).await?)
    }

    /// What has the focus, as its accessible name, so that a story can follow it.
    pub async fn focused(&self) -> Result<String> {
        let focus = self.client.active_element().await?;
        let label = self.ask(format!("element/{}/computedlabel", &*focus.element_id()), None).await?;
        Ok(label.as_str().unwrap_or_default().to_owned())
    }

    /// Presses `Tab` until the thing of that name has the focus; fails after `most` presses.
    pub async fn tab_to(&self, name: &str, most: usize) -> Result {
        let mut passed = Vec::new();
        for _ in 0..most {
            self.press("Tab").await?;
            match self.focused().await? {
                focused if focused == name => return Ok(()),
                focused => passed.push(focused),
            }
        }
        Err(format!("{most} presses of Tab did not reach {name:?} but passed {passed:?}").into())
    }
}

fn chord_codes(chord: &str) -> Result<Vec<char>> {
    if chord == "+" {
        return Ok(vec!['+']);
    }
    chord.split('+').map(code).collect()
}

fn code(name: &str) -> Result<char> {
    let key = match name {
        "Tab" => Key::Tab,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Space" => Key::Space,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        _ => return single(name),
    };
    Ok(key.into())
}

fn single(name: &str) -> Result<char> {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Ok(letter),
        _ => Err(format!("{name:?} is no key: write one character or a name such as Enter or ArrowDown").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_and_names_become_key_codes() -> Result {
        assert_eq!(chord_codes("Control+k")?, ['\u{e009}', 'k']);
        assert_eq!(chord_codes("+")?, ['+']);
        assert!(chord_codes("Entr").is_err());
        Ok(())
    }
}
